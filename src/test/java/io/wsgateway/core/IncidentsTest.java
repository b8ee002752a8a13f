package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private Instant now = Instant.ofEpochMilli(1_000_000);
  private final Incidents incidents = new Incidents(() -> now);
  private final TestCluster cluster = new TestCluster(Map.of("gateway.outbox.max-messages", "2"));
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static Connection ann() {
    return TestConnections.of("shop", "ann", Identity.CLAIMED);
  }

  @Test
  void newest_comesFirst_andNoMoreThanWanted() {
    for (int i = 0; i < 10; i++) {
      incidents.refused(ann(), null, Refusal.RATE, "text " + i);
    }

    assertThat(incidents.newest(one -> "ann".equals(one.user()), 2))
        .extracting(Incident::text)
        .containsExactly("text 9", "text 8");
    assertThat(incidents.newest(one -> "bob".equals(one.user()), 2)).isEmpty();
  }

  @Test
  void oldest_areForgotten_whenThereIsNoRoom() {
    for (int i = 0; i < Incidents.CAPACITY + 1; i++) {
      incidents.refused(ann(), null, Refusal.RATE, "text " + i);
    }

    List<Incident> all = incidents.newest(one -> true, Integer.MAX_VALUE);

    assertThat(all).hasSize(Incidents.CAPACITY);
    assertThat(all.get(Incidents.CAPACITY - 1).text()).isEqualTo("text 1");
  }

  @Test
  void oneClient_doesNotPushOutTheOthers_withTheSameThingAgainAndAgain() {
    Connection noisy = ann();
    for (int i = 0; i < 100; i++) {
      incidents.refused(noisy, null, Refusal.RATE, "again");
    }
    assertThat(incidents.newest(one -> true, 1_000)).hasSize(1);

    incidents.closed(noisy, DisconnectReason.TOO_FAST);
    now = now.plus(Incidents.PAUSE);
    incidents.refused(noisy, null, Refusal.RATE, "a second later");

    assertThat(incidents.newest(one -> true, 1_000))
        .extracting(Incident::kind)
        .containsExactly(Incident.Kind.REFUSED, Incident.Kind.CLOSED, Incident.Kind.REFUSED);
  }

  @Test
  void refusal_isToldOn_withWhomTheClientWantedToBe() {
    List<Incident> told = new ArrayList<>();
    incidents.tell(told::add);

    incidents.refused(
        TestConnections.of("shop", null, Identity.CLAIMED),
        new Destination.OfUser("shop", "eve"),
        Refusal.TOKEN,
        "x".repeat(1_000));
    incidents.closed(ann(), DisconnectReason.IDLE);

    assertThat(told).hasSize(1);
    assertThat(told.get(0).user()).isEqualTo("eve");
    assertThat(told.get(0).reason()).isEqualTo("token");
    assertThat(told.get(0).text()).hasSize(300);
  }

  @Test
  void report_ofAUser_isOfAllNodes_withWhatWentWrong() {
    cluster.introduceAll();
    TestCluster.Client here = a.connect("shop", "ann");
    TestCluster.Client there = b.connect("shop", "ann");
    a.connect("shop", "bob");
    here.join("news");
    a.gateway.join(here.connection, "own").toCompletableFuture().join();
    there.transport.stall();
    for (int i = 0; i < 5; i++) {
      a.publish(a.gateway.toUser("shop", "ann"), "text " + i);
      there.settle();
    }
    assertThat(there.closes()).hasSize(1);

    ClusterAnswer<Report> answer = a.gateway.app("shop").report("ann").toCompletableFuture().join();
    Report report = answer.value();

    assertThat(answer.missing()).isEmpty();
    assertThat(report.user()).isEqualTo("ann");
    assertThat(report.topics()).containsExactly("news");
    assertThat(report.connections()).hasSize(1);
    ConnectionReport one = report.connections().get(0);
    assertThat(one).isEqualTo(ConnectionReport.of(here.connection));
    assertThat(one.topics()).containsExactly("own");
    assertThat(one.node()).isEqualTo(a.number());
    assertThat(Duration.between(one.since(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(report.incidents())
        .extracting(incident -> incident.kind() + " " + incident.reason())
        .contains("CLOSED slow-consumer", "DROPPED slow-consumer");
    assertThat(report.incidents()).extracting(Incident::connection).containsOnly(there.id());
    assertThat(report.incidents()).extracting(Incident::node).containsOnly(b.number());
  }

  @Test
  void report_ofAConnection_isKnownAfterItsEnd_toItsAppOnly() {
    cluster.introduceAll();
    TestCluster.Client client = b.connect("shop", "ann");
    long id = client.id();
    assertThat(reportOf("shop", id).connections()).hasSize(1);

    b.gateway.close(client.connection, DisconnectReason.IDLE);
    client.settle();

    Report report = reportOf("shop", id);
    assertThat(report.connections()).isEmpty();
    assertThat(report.user()).isEqualTo("ann");
    assertThat(report.incidents()).extracting(Incident::reason).containsExactly("idle");
    assertThat(reportOf("other", id).incidents()).isEmpty();
  }

  private Report reportOf(String app, long id) {
    return a.gateway.app(app).report(id).toCompletableFuture().join().value();
  }
}
