package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfAll;
import io.wsgateway.core.Destination.OfConnection;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Ids;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedisNamesTest {
  private final RedisNames names = new RedisNames("wsgateway:", URI.create("redis://host:1"));

  @Test
  void channels_areReadable() {
    assertThat(names.channel(new OfUser("shop", "anna"))).isEqualTo("wsgateway:user:shop:anna");
    assertThat(names.channel(new OfTopic("shop", "a:b"))).isEqualTo("wsgateway:topic:shop:a:b");
    assertThat(names.channel(new OfAll("shop"))).isEqualTo("wsgateway:all:shop");
    assertThat(names.channel(new OfConnection("shop", new Ids(7).next())))
        .isEqualTo("wsgateway:node:7");
  }

  @Test
  void channels_ofDifferentDestinationsDiffer() {
    List<String> parts = List.of("a", "b", ":", "a:", ":a", "%", "%3A", "%253A", "a:b", "é", "🐢");
    Set<Destination> destinations = new HashSet<>();
    Set<String> channels = new HashSet<>();
    for (String app : parts) {
      destinations.add(new OfAll(app));
      for (String name : parts) {
        destinations.add(new OfUser(app, name));
        destinations.add(new OfTopic(app, name));
      }
    }
    destinations.forEach(destination -> channels.add(names.channel(destination)));
    assertThat(channels).hasSameSizeAs(destinations);
  }

  @Test
  void channels_tellTheDatabase_becauseRedisDoesNotKeepThemApart() {
    assertThat(channelIn("redis://host:1/")).isEqualTo("x:all:shop");
    assertThat(channelIn("redis://host:1/0")).isEqualTo("x:all:shop");
    assertThat(channelIn("redis://host:1/3")).isEqualTo("x:db3:all:shop");
  }

  private static String channelIn(String uri) {
    return new RedisNames("x:", URI.create(uri)).channel(new OfAll("shop"));
  }
}
