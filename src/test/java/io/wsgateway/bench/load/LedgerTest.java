package io.wsgateway.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members, each in two of four destinations, and two senders: what goes wrong is seen. */
class LedgerTest {
  private static final int SIZE = 50;

  private final Ledger ledger =
      new Ledger(
          LoadPlan.of("port=1", "members=2", "destinations=4", "joins=2", "senders=2", "size=50"));

  @BeforeEach
  void begin() {
    ledger.begin(2);
  }

  @Test
  void report_ofAllInOrder_findsNothing() {
    for (int i = 0; i < 3; i++) {
      // Of what is sent to destination 2, member 0 has to get all.
      receive(0, 1, ledger.number(1, 2), 2);
    }
    assertThat(faults()).isEqualTo("delivered=3 skipped=0 repeated=0 missing=0 other=0");
  }

  @Test
  void report_ofOneThatDidNotCome_findsItMissing_andThenSkipped() {
    ledger.number(0, 2);
    assertThat(faults()).isEqualTo("delivered=0 skipped=0 repeated=0 missing=1 other=0");

    receive(0, 0, ledger.number(0, 2), 2);
    assertThat(faults()).isEqualTo("delivered=1 skipped=1 repeated=0 missing=0 other=0");
  }

  @Test
  void report_ofOneThatCameTwice_orLate_findsItRepeated() {
    int first = ledger.number(0, 1);
    int second = ledger.number(0, 1);
    receive(1, 0, first, 1);
    receive(1, 0, second, 1);
    receive(1, 0, first, 1);
    assertThat(faults()).isEqualTo("delivered=3 skipped=0 repeated=1 missing=0 other=0");
  }

  @Test
  void report_ofWhatIsForSomebodyElse_orDamaged_findsOthers() {
    receive(0, 0, 0, 1);
    ByteBuffer damaged = message(0, 0, 0);
    damaged.put(40, (byte) 'y');
    ledger.receive(0, damaged, 0, SIZE, 0);
    ledger.receive(0, message(0, 0, 0), 0, SIZE - 1, 0);
    assertThat(faults()).isEqualTo("delivered=0 skipped=0 repeated=0 missing=0 other=3");
  }

  @Test
  void takeBack_usesTheNumberAgain() {
    int refused = ledger.number(0, 0);
    ledger.takeBack(0, 0);
    receive(0, 0, ledger.number(0, 0), 0);
    assertThat(refused).isZero();
    assertThat(faults()).isEqualTo("delivered=1 skipped=0 repeated=0 missing=0 other=0");
  }

  @Test
  void comeBack_takesWhateverIsFirst_butThenAllInOrder() {
    ledger.leave(0);
    ledger.number(0, 0);
    ledger.comeBack(0);
    receive(0, 0, ledger.number(0, 0), 0);
    ledger.number(0, 0);
    assertThat(faults()).isEqualTo("delivered=1 skipped=0 repeated=0 missing=1 other=0");
  }

  private void receive(int member, int sender, int number, int destination) {
    ledger.receive(member, message(sender, number, destination), 0, SIZE, System.nanoTime());
  }

  private static ByteBuffer message(int sender, int number, int destination) {
    ByteBuffer text = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    text.put(0, Stamp.blank(SIZE).getBytes(US_ASCII));
    Stamp.write(text, 0, System.nanoTime(), sender, number, destination);
    return text;
  }

  private String faults() {
    return ledger.report().replaceFirst(" p50.*", "");
  }
}
