package io.wsgateway.dialect;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.dialect.gm.GmCodec;
import io.wsgateway.dialect.member.MemberCodec;
import io.wsgateway.dialect.raw.RawCodec;
import io.wsgateway.dialect.reg.RegCodec;
import io.wsgateway.dialect.vein.VeinCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The form that a dialect gives to a publication, once for all of its clients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeJmh {
  @Param({"reg", "gm", "member", "raw", "vein"})
  public String dialect;

  /** Bytes of the text. */
  @Param({"64", "2000"})
  public int size;

  private Dialect codec;
  private byte[] text;

  @Setup
  public void prepare() {
    codec =
        switch (dialect) {
          case "reg" -> new RegCodec();
          case "gm" -> new GmCodec();
          case "member" -> new MemberCodec();
          case "raw" -> new RawCodec();
          default -> new VeinCodec(GatewayConfig.defaultsWith(Map.of()));
        };
    text = "x".repeat(size).getBytes();
  }

  /** As it is when it comes from a back end: nobody has asked for its text yet. */
  @Benchmark
  public Optional<Payload> encode() {
    return codec.encode(
        new Publication(
            7,
            new Destination.OfTopic("shop", "news"),
            Payload.utf8(text),
            PublishOptions.NONE,
            1_700_000_000_000L));
  }
}
