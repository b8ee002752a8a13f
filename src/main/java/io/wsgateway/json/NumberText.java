package io.wsgateway.json;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number as it was written. A {@code BigDecimal}, which JSON-P would keep, cannot tell {@code
 * 1.0e1} from {@code 10} nor {@code -0} from {@code 0}, and turning a short text such as {@code
 * 1e999999999} into an integer takes gigabytes. What {@link JsonText} makes fits in a double.
 */
final class NumberText implements JsonNumber {
  private final String text;

  NumberText(String text) {
    this.text = text;
  }

  /** Whether a text has neither a fraction nor an exponent. */
  static boolean isIntegral(String text) {
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }

  @Override
  public boolean isIntegral() {
    return isIntegral(text);
  }

  /**
   * Exact, except that what is too small for a double is zero: the exponent of any other is a small
   * number, and so is the work of whoever calculates with it.
   */
  @Override
  public BigDecimal bigDecimalValue() {
    return doubleValue() == 0 ? BigDecimal.ZERO : new BigDecimal(text);
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public int intValue() {
    return bigDecimalValue().intValue();
  }

  @Override
  public int intValueExact() {
    return bigDecimalValue().intValueExact();
  }

  @Override
  public long longValue() {
    return bigDecimalValue().longValue();
  }

  @Override
  public long longValueExact() {
    return bigDecimalValue().longValueExact();
  }

  @Override
  public BigInteger bigIntegerValue() {
    return bigDecimalValue().toBigInteger();
  }

  @Override
  public BigInteger bigIntegerValueExact() {
    return bigDecimalValue().toBigIntegerExact();
  }

  @Override
  public Number numberValue() {
    return bigDecimalValue();
  }

  @Override
  public ValueType getValueType() {
    return ValueType.NUMBER;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber number && bigDecimalValue().equals(number.bigDecimalValue());
  }

  @Override
  public int hashCode() {
    return bigDecimalValue().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
