package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Block;
import io.wsgateway.core.BlockList;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Slice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shuts out users, tokens and addresses, in the whole cluster, and lets them in again. */
@Path("/")
@RequestScoped
@ServerApi(Scope.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class BlocksResource {
  private static final String BLOCKS = ApiPath.ROOT + "/blocks";

  @Inject private Gateway gateway;
  @Inject private Constraints constraints;
  @Context private HttpServletRequest request;
  @Context private UriInfo address;

  /** Lists who is shut out. */
  @GET
  @Path(BLOCKS)
  public Response list() {
    Slice<Block> page = gateway.blocks().list(new ApiQuery(request).page());
    JsonArrayBuilder items = Documents.array();
    page.items().forEach(block -> items.add(json(block)));
    JsonObjectBuilder document = Documents.object().add("items", items);
    if (page.next() != null) {
      document.add("next", page.next());
    }
    return Replies.ok(document.build());
  }

  /** Shuts out somebody, and closes what is connected. */
  @POST
  @Path(BLOCKS)
  public Response add(@Nullable InputStream content) throws IOException {
    BlockBody body = JsonBody.read(request.getContentType(), content).as(BlockBody::read);
    constraints.check(body.target(), body.end());
    String reason = body.reason() == null ? "" : body.reason();
    BlockList blocks = gateway.blocks();
    Block block =
        blocks.add(
            body.target().target(), reason, body.end().at(Instant.now()), Caller.of(request).id());
    return Response.created(address.getAbsolutePathBuilder().path(block.id()).build())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json(block).toString())
        .build();
  }

  /** Lets somebody in again. */
  @DELETE
  @Path(BLOCKS + "/{id}")
  public Response remove(@PathParam("id") @Encoded String id) {
    if (!gateway.blocks().remove(ApiPath.name(id), Caller.of(request).id())) {
      throw new GatewayException(
          ErrorCode.NOT_FOUND, "There is no block of this id; it may have ended");
    }
    return Replies.noContent();
  }

  private static JsonObject json(Block block) {
    JsonObjectBuilder json = Documents.object().add("id", block.id());
    Block.Target target = block.target();
    if (target instanceof Block.OfUser one) {
      json.add("app", one.user().app()).add("user", one.user().user());
    } else if (target instanceof Block.OfToken token) {
      json.add("app", token.app()).add("token", token.id());
    } else if (target instanceof Block.OfOlderTokens older) {
      json.add("app", older.app()).add("issuedBefore", older.before().toString());
      if (older.user() != null) {
        json.add("user", older.user());
      }
    } else if (target instanceof Block.OfAddress one) {
      json.add("address", one.network().toString());
    }
    Instant end = block.expires();
    return json.add("reason", block.reason())
        .add("expires", end == null ? "never" : end.toString())
        .add("by", block.by())
        .add("since", block.since().toString())
        .build();
  }
}
