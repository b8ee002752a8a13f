package io.wsgateway.dialect.gm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The gm dialect in an app whose users prove who they are. */
@ArquillianTest
@RunAsClient
class GmAuthIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.secret", SECRET,
            "gateway.gm.app", "shop"));
  }

  @Test
  void bind_needsATokenOfThatUser() throws JOSEException {
    try (GmClient client = open()) {
      client.send("{'type':'bind','data':{'client_id':5}}").expect(GmClient.NOT_MATCH);
      client.send(bind("5", "nonsense")).expect(GmClient.NOT_MATCH);
      client.send(bind("5", token("6"))).expect(GmClient.NOT_MATCH);

      client.send(bind("5", token("5"))).expect("bind ok").nextText();
      client.send("{'type':'send_to_client','data':{'client_id':5,'message':'x'}}").expect("x");
    }
  }

  @Test
  void whoHasNotProvedItsId_mayNotSend() throws JOSEException {
    try (GmClient stranger = open();
        GmClient known = open()) {
      known.send(bind("'ann'", token("ann"))).expect("bind ok");
      String socket = known.nextText().replaceAll("\\D", "");

      stranger
          .send("{'type':'send_to_client','data':{'client_id':'ann','message':'x'}}")
          .expect(GmClient.NOT_MATCH)
          .send("{'type':'send_to_socket','data':{'socket_id':" + socket + ",'message':'x'}}")
          .expect(GmClient.NOT_MATCH)
          .send("{'type':'send_to_all','data':{'message':'x'}}")
          .expect(GmClient.NOT_MATCH)
          .send("{'type':'send_to_group','data':{'group_id':'g','message':'x'}}")
          .expect(GmClient.NOT_MATCH);

      known.expectNothing();
    }
  }

  private static String bind(String clientId, String token) {
    return "{'type':'bind','data':{'client_id':" + clientId + ",'token':'" + token + "'}}";
  }

  private static String token(String user) throws JOSEException {
    JWSObject token =
        new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload("{\"sub\":\"" + user + "\"}"));
    token.sign(new MACSigner(SECRET.getBytes(UTF_8)));
    return token.serialize();
  }

  private GmClient open() {
    return GmClient.open(base.resolve("gm"));
  }
}
