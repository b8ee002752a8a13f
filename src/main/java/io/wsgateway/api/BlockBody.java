package io.wsgateway.api;

import io.wsgateway.core.Block;
import io.wsgateway.core.Destination;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Network;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be blocked, as a back end writes it: the members of a target and of a time beside each
 * other.
 *
 * @param target who
 * @param reason what clients are told
 * @param end until when
 */
record BlockBody(Target target, @Nullable String reason, End end) {
  private static final String NEVER = "never";

  /** Who is blocked; a user beside {@code issuedBefore} is whose tokens are meant. */
  @ExactlyOne({"user", "token", "issuedBefore", "address"})
  record Target(
      @Nullable String app,
      @Nullable String user,
      @Nullable String token,
      @Nullable Instant issuedBefore,
      @Nullable Network address)
      implements ExactlyOne.Choice {

    static Target read(Fields fields) {
      return new Target(
          fields.text("app"),
          fields.text("user"),
          fields.text("token"),
          fields.parsed(
              "issuedBefore",
              text -> OffsetDateTime.parse(text).toInstant(),
              "a date and time with an offset, such as 2030-01-31T08:00:00Z"),
          fields.parsed(
              "address",
              Target::network,
              "an address or a network, such as 192.0.2.7 or 10.0.0.0/8"));
    }

    private static Network network(String text) {
      try {
        return Network.parse(text);
      } catch (GatewayException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    @Override
    public List<@Nullable Object> alternatives() {
      return Arrays.asList(issuedBefore == null ? user : null, token, issuedBefore, address);
    }

    /** The same for the gateway, once the constraints are checked. */
    Block.Target target() {
      if (address != null) {
        if (app != null) {
          throw new InvalidBody("app", "is there beside an address, which is blocked for all apps");
        }
        return new Block.OfAddress(address);
      }
      if (app == null) {
        throw new InvalidBody("app", "is missing");
      }
      if (token != null) {
        return new Block.OfToken(app, token);
      }
      return issuedBefore == null
          ? new Block.OfUser(new Destination.OfUser(app, user == null ? "" : user))
          : new Block.OfOlderTokens(app, user, issuedBefore);
    }
  }

  /** When a block ends by itself; that it never does has to be said. */
  @ExactlyOne({"expires", "seconds"})
  record End(
      @Nullable String expires,
      @Nullable Instant at,
      @Min(value = 1, message = RANGE) @Max(value = MAX_SECONDS, message = RANGE)
          @Nullable Long seconds)
      implements ExactlyOne.Choice {
    private static final long MAX_SECONDS = 3_153_600_000L;
    private static final String RANGE = "is not from 1 to " + MAX_SECONDS + ", a hundred years";

    static End read(Fields fields) {
      String expires = fields.text("expires");
      Instant at =
          expires == null || expires.equals(NEVER)
              ? null
              : fields.parsed(
                  "expires",
                  text -> OffsetDateTime.parse(text).toInstant(),
                  "never, or a date and time with an offset, such as 2030-01-31T08:00:00Z");
      return new End(expires, at, fields.number("seconds"));
    }

    @Override
    public List<@Nullable Object> alternatives() {
      return Arrays.asList(expires, seconds);
    }

    /** When, or null if never. */
    @Nullable Instant at(Instant now) {
      return seconds == null ? at : now.plusSeconds(seconds);
    }
  }

  static BlockBody read(Fields fields) {
    return new BlockBody(Target.read(fields), fields.text("reason"), End.read(fields));
  }
}
