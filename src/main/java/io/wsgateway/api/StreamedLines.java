package io.wsgateway.api;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.Standing;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Receipt;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.SparingLog;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the lines of one stream say, each by itself: what is wrong with one concerns no
 * other. One thread at a time; never waits.
 */
final class StreamedLines {
  private static final SparingLog LOG = SparingLog.of(StreamedLines.class);

  private final Gateway gateway;
  private final Audit audit;
  private final Constraints constraints;
  private final Publisher publisher;
  private final String app;
  private final Standing sender;
  private final long maxLength;
  private long count;
  private @Nullable StreamEnd end;

  /**
   * @param app the one that all is published in
   * @param maxLength how many bytes a line may have
   */
  StreamedLines(
      Gateway gateway,
      Audit audit,
      Constraints constraints,
      Publisher publisher,
      String app,
      Standing sender,
      long maxLength) {
    this.gateway = gateway;
    this.audit = audit;
    this.constraints = constraints;
    this.publisher = publisher;
    this.app = app;
    this.sender = sender;
    this.maxLength = maxLength;
  }

  /** Why no more lines are to be taken, or null. */
  @Nullable StreamEnd end() {
    return end;
  }

  /** What a line is answered with; nothing if it is blank. */
  @Nullable StreamedAnswer take(byte[] line) {
    count++;
    if (isBlank(line)) {
      return null;
    }
    String id = null;
    try {
      // First, so that lines that are wrong cost as much as they would alone.
      Caller caller = push();
      JsonValue value = parse(line);
      id = StreamedMessage.idOf(value);
      return publish(value, id, caller);
    } catch (InvalidBody e) {
      return StreamedAnswer.refused(count, id, e.document());
    } catch (GatewayException e) {
      return StreamedAnswer.refused(count, id, e);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "A line of a stream failed", e);
      return StreamedAnswer.refused(
          count,
          id,
          new GatewayException(ErrorCode.INTERNAL, "The gateway failed; its log has the reason"));
    }
  }

  /** What a line is answered with that was too long to be kept. */
  StreamedAnswer tooLong() {
    audit.refused("line", Refusal.SIZE, "key", sender.caller().id());
    return refused(
        new GatewayException(
            ErrorCode.TOO_LARGE, "The line is larger than the " + maxLength + " bytes allowed"));
  }

  /** What a line is answered with that was not kept for want of memory. */
  StreamedAnswer noRoom() {
    audit.turnedAway(Refusal.OVERLOAD);
    return refused(
        new GatewayException(
                ErrorCode.OVERLOADED,
                "Too many long lines are on their way; send it again in a moment")
            .retryAfter(Duration.ofSeconds(1)));
  }

  private StreamedAnswer refused(GatewayException why) {
    count++;
    try {
      push();
      return StreamedAnswer.refused(count, null, why);
    } catch (GatewayException e) {
      return StreamedAnswer.refused(count, null, e);
    }
  }

  private StreamedAnswer publish(JsonValue value, @Nullable String id, Caller caller) {
    StreamedMessage streamed = Fields.read(value, StreamedMessage::read);
    constraints.check(streamed, streamed.message());
    Outgoing message = Outgoing.of(streamed.message(), gateway, app).by(caller.id());
    caller.chargeFor(message.to().size());
    List<CompletableFuture<Receipt>> receipts = publisher.publish(message);
    return StreamedAnswer.accepted(count, id, receipts, publisher.settled(receipts));
  }

  private Caller push() {
    try {
      return sender.push();
    } catch (GatewayException e) {
      if (e.code() != ErrorCode.LIMIT) {
        end = StreamEnd.notAllowed(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static JsonValue parse(byte[] line) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new GatewayException(ErrorCode.BAD_REQUEST, "The line is not valid UTF-8");
    }
    return JsonText.parse(text)
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.BAD_REQUEST,
                    "The line is not JSON, or nested deeper than "
                        + JsonText.MAX_DEPTH
                        + "; expected one object in one line"));
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
