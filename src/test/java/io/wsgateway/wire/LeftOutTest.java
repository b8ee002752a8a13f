package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The cases that are not played though every node is there, by name, so that none of them vanishes
 * silently. Those left out for their VERDICT are free, or wrong in the original and played in
 * another form.
 */
class LeftOutTest {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");

  @Test
  void reg() {
    WireSuite suite = RegSuite.contract();
    assertThat(leftOut(suite, "main", "n2"))
        .isEqualTo(
            """
            VERDICT: 19 topic membership survives disconnect until a topic push
            VERDICT: 21 message without a colon drops the connection
            VERDICT: 22 reg with too few parts drops the connection
            VERDICT: 23 in with too few parts drops the connection
            VERDICT: 24 empty message drops the connection
            VERDICT: 26 empty user and app are accepted
            VERDICT: 30 BUG: closing the older connection unregisters the newer
            VERDICT: 31 disconnect removes the route
            VERDICT: 33 stale route for this host is deleted on push
            VERDICT: 34 stale topic member needs two pushes
            SETTING: 36 serverList returns the first entry
            SETTING: 37 serverList entry may be any JSON
            VERDICT: 40 connection without upgrade
            VERDICT: 41 static test page
            VERDICT: 52 BUG two nodes: content is not url-encoded between nodes (space)
            VERDICT: 53 BUG two nodes: plus, percent, ampersand and hash are mangled
            VERDICT: 54 BUG two nodes: non-ascii content
            VERDICT: 56 two nodes: same user on both, last registration owns the route, push at each node reaches its local one
            VERDICT: 57 BUG two nodes: leaving one node deletes the other node's route
            VERDICT: 58 stale route to a dead node: 200, message lost, route kept
            VERDICT: 59 app name that is another redis type
            VERDICT: 61 HEAD and OPTIONS
            VERDICT: 62 invalid utf-8 text drops the connection
            VERDICT: 64 BUG two nodes: large content is lost between nodes (forwarded in a GET URL)
            VERDICT: 65 BUG: re-register after losing the id drops the connection
            VERDICT: 66 BUG: old connection moving away unregisters the newer one
            VERDICT: 67 ids are not trimmed on the websocket but are trimmed in http
            VERDICT: 70 conditional GET answers 304 but still pushes
            VERDICT: 71 client message over 10 MiB closes with 1009
            VERDICT: 73 redis down: reg drops the connection, push answers 500
            """);
  }

  @Test
  void gm() {
    WireSuite suite = WireSuite.contractOf("gm");
    assertThat(leftOut(suite, "main"))
        .isEqualTo(
            """
            VERDICT: 05 bind needs data.client_id
            VERDICT: 10 BUG send_to_client offline drops the sender
            VERDICT: 11 BUG send_to_client missing fields drops the sender
            VERDICT: 12 BUG send_to_client with number message drops the sender, target untouched
            VERDICT: 13 BUG list message drops the sender
            VERDICT: 15 1, 1.0 and true are the same id
            VERDICT: 17 BUG send_to_socket unknown drops the sender
            VERDICT: 21 BUG send_to_all with non-string message drops the sender
            VERDICT: 23 BUG unknown type without data drops the connection
            VERDICT: 25 BUG JSON that is not an object, or has no type, drops the connection
            VERDICT: 29 BUG after rebind and close the first id stays and kills senders
            VERDICT: 31 BUG closing the first holder of an id unbinds the second
            VERDICT: 33 BUG list or object client_id drops the connection; null is accepted
            VERDICT: 38 http errors
            VERDICT: 40 BUG test_mysql and test_redis are open to everybody (no MySQL here: connection dropped)
            VERDICT: 42 NaN is accepted JSON
            VERDICT: 43 client message over 10 MiB closes with 1009
            VERDICT: 52 a falsy client_id (0) does not count as bound
            VERDICT: 60 BUG test_mysql with a MySQL configured answers the first row of mysql.user as text
            VERDICT: 61 BUG test_redis with MySQL and redis configured sets key gm=1234 in redis db 1 and answers 1234
            VERDICT: 62 BUG a client that does not answer the close frame is cut after 5 s; until then send_to_all and the heartbeat stop at it
            """);
  }

  @Test
  void member() {
    WireSuite suite = WireSuite.contractOf("member");
    assertThat(leftOut(suite, "main", "stat"))
        .isEqualTo(
            """
            VERDICT: 30 BUG quote in app name breaks the inner JSON of the reply
            VERDICT: 36 push path is exact
            VERDICT: 38 websocket on /push is a push
            VERDICT: 39 plain http on /
            VERDICT: 51 invalid utf-8 in a text frame is replaced, not refused
            VERDICT: 52 unmasked client frame
            VERDICT: 53 escapes used in the envelope
            VERDICT: 90 BUG subscribing while pushes flow kills the process (concurrent write panic)
            VERDICT: 91 BUG one subscriber that does not read stops pushes for everybody
            """);
  }

  @Test
  void raw() {
    WireSuite suite = WireSuite.contractOf("raw");
    assertThat(leftOut(suite, "default", "chat", "p1", "p2"))
        .isEqualTo(
            """
            VERDICT: d04 plain http
            VERDICT: c06 not valid utf-8 from a client goes out unchanged in a text frame
            VERDICT: p05 BUG after rebinding the old uid still counts as online
            VERDICT: p06 BUG after the last client of a uid closes the uid still counts as online
            VERDICT: p09 GetUidsByGroup and GetUidCountByGroup; unbound clients count as the empty uid
            VERDICT: p11 BUG a group whose members all closed stays in GetAllGroups
            VERDICT: s01 BUG a service that has never reached its register sends nothing at all, not even locally
            VERDICT: p30 BUG one unreachable address in the register list: senders still work, callers that read a result are dropped
            VERDICT: r01 register: connect is answered with the address list
            VERDICT: r03 register: not JSON closes
            VERDICT: r04 register: connecting again replaces the address of that connection
            VERDICT: r05 register: a closing socket that never connected still causes a broadcast
            VERDICT: r06 register: message over 512 bytes
            VERDICT: r07 register checks Origin
            VERDICT: r08 register pings every 30 s
            VERDICT: x90 BUG JoinGroup, LeaveGroup, SetInfo or UpdateInfo on a closing client (e.g. in OnClose) hangs the hub for ever
            VERDICT: x91 BUG several clients connecting at the same moment kill the process
            VERDICT: x92 BUG grpc keepalive: clients ping every 10 s, servers allow one per 60 s, so peers are told too_many_pings
            VERDICT: x93 BUG a client with 256 unsent messages blocks every sender to it until its 10 s write deadline
            """);
  }

  @Test
  void vein() {
    WireSuite suite = WireSuite.contractOf("vein");
    assertThat(leftOut(suite, "main", "r1", "r2"))
        .isEqualTo(
            """
            VERDICT: 15 same nonce and sign can be replayed
            VERDICT: 17 form parameters may be in the query string
            VERDICT: 20 push with GET, wrong path
            VERDICT: 42 unmasked frame
            VERDICT: 62 redis: a message published by hand is delivered
            VERDICT: 90 BUG event 2 from any client kills the process (and with redis every node)
            VERDICT: 91 BUG a client that does not read kills the process
            VERDICT: 92 BUG several clients connecting at the same moment kill the process
            VERDICT: 93 rabbitmq: fanout exchange exchange_name (durable), one exclusive auto-delete queue queue_name.<uuid4> per node, body as on redis, delivery mode 2, auto-ack
            VERDICT: 94 redis: unparsable payload on the channel stops reception for 10 s
            """);
  }

  @Test
  void reg_withItsServerLists_isPlayedInFull() {
    List<String> names =
        RegSuite.contract()
            .setting(RegSuite.SERVER_LIST, RegSuite.TEXT_ENTRIES)
            .node("main", ANYWHERE)
            .node("n2", ANYWHERE)
            .names();
    assertThat(names)
        .contains("36 serverList returns the first entry")
        .doesNotContain("37 serverList entry may be any JSON");
    names =
        RegSuite.contract()
            .setting(RegSuite.SERVER_LIST, RegSuite.OBJECT_ENTRY)
            .node("main", ANYWHERE)
            .node("n2", ANYWHERE)
            .names();
    assertThat(names)
        .contains("37 serverList entry may be any JSON")
        .doesNotContain("36 serverList returns the first entry");
  }

  @Test
  void reg_onOneNode_leavesOutTheCasesOfTwo() {
    assertThat(leftOut(RegSuite.contract(), "main").lines().filter(line -> line.startsWith("NODE")))
        .containsExactly("NODE: 51 two nodes: topic", "NODE: 55 BUG two nodes: JSON content");
    assertThat(leftOut(RegSuite.mended(), "main"))
        .isEqualTo(
            """
            NODE: 52 two nodes: a space arrives unchanged
            NODE: 53 two nodes: plus, percent, ampersand, hash and the like arrive unchanged
            NODE: 54 two nodes: text beyond ASCII arrives unchanged
            NODE: 54 two nodes: line breaks and tabs arrive unchanged
            NODE: 54 two nodes: ids beyond ASCII are found
            NODE: 56 two nodes: the newest registration is reached through either node
            NODE: 57 two nodes: closing the connection on one node leaves the one on the other registered
            NODE: 57 two nodes: dropping the connection on one node leaves the one on the other registered
            NODE: 58 two nodes: a user who is nowhere gets 200, and is reached after coming back elsewhere
            NODE: 64 two nodes: large content arrives
            NODE: 64 two nodes: large content beyond ASCII arrives
            NODE: 73 Redis away: connections stay open and local users are reached
            """);
  }

  @Test
  void regMended_withAllNodes_isPlayedInFull() {
    assertThat(leftOut(RegSuite.mended(), "main", "n2", "noredis")).isEmpty();
  }

  private static String leftOut(WireSuite suite, String... nodes) {
    for (String node : nodes) {
      suite.node(node, ANYWHERE);
    }
    return suite.leftOut().stream()
        .map(one -> one.reason() + ": " + one.name() + "\n")
        .collect(Collectors.joining());
  }
}
