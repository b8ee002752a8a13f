package io.wsgateway.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A double in the fewest digits that read back as the same double, and of those the nearest: what
 * Python and Go print, in forms that differ. {@link Double#toString} is close, but finds the fewest
 * digits only since JDK 19. It is good enough for subnormal numbers, which are all but zero: theirs
 * would take longest to find, and anybody may send many.
 *
 * @param digits without zeros at the end, except for {@code 0} itself
 * @param exponent the power of ten of the first digit
 */
record ShortestDecimal(boolean negative, String digits, int exponent) {
  /** Below, every whole number is a double of its own, so that its digits are the fewest. */
  private static final double MAX_PLAIN_WHOLE = 1L << 53;

  /** No two decimals of so many digits are the same double, unless it is subnormal. */
  private static final int UNIQUE_DIGITS = 15;

  /** Of a finite number. */
  static ShortestDecimal of(double number) {
    double size = Math.abs(number);
    BigDecimal shortest =
        size < MAX_PLAIN_WHOLE && size == Math.rint(size)
            ? BigDecimal.valueOf((long) size)
            : shortest(size);
    BigDecimal stripped = shortest.stripTrailingZeros();
    return new ShortestDecimal(
        Math.copySign(1, number) < 0,
        stripped.unscaledValue().toString(),
        stripped.precision() - stripped.scale() - 1);
  }

  private static BigDecimal shortest(double size) {
    BigDecimal shortest = new BigDecimal(Double.toString(size)).stripTrailingZeros();
    if (shortest.precision() <= UNIQUE_DIGITS || size < Double.MIN_NORMAL) {
      return shortest;
    }
    BigDecimal exact = new BigDecimal(size);
    for (int digits = shortest.precision(); digits > 0; digits--) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() != size) {
        // Above a power of two, doubles are twice as far apart as below.
        rounded = exact.round(new MathContext(digits, RoundingMode.UP));
      }
      if (rounded.doubleValue() != size) {
        break;
      }
      shortest = rounded;
    }
    return shortest;
  }

  /** As {@code repr} has it: {@code 1.0}, {@code 0.0001}, {@code 1e-05}, {@code 1e+16}. */
  void writePython(StringBuilder out) {
    sign(out);
    if (exponent < -4 || exponent >= 16) {
      scientific(out, 2);
    } else {
      positional(out);
      if (digits.length() <= exponent + 1) {
        out.append(".0");
      }
    }
  }

  /** As {@code encoding/json} has it: {@code 1}, {@code 0.000001}, {@code 1e-7}, {@code 1e+21}. */
  void writeGo(StringBuilder out) {
    sign(out);
    if (exponent < -6 || exponent >= 21) {
      scientific(out, 1);
    } else {
      positional(out);
    }
  }

  private void sign(StringBuilder out) {
    if (negative) {
      out.append('-');
    }
  }

  private void positional(StringBuilder out) {
    int whole = exponent + 1;
    if (whole <= 0) {
      out.append("0.").append("0".repeat(-whole)).append(digits);
    } else if (whole >= digits.length()) {
      out.append(digits).append("0".repeat(whole - digits.length()));
    } else {
      out.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
    }
  }

  private void scientific(StringBuilder out, int exponentDigits) {
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    String power = Integer.toString(Math.abs(exponent));
    out.append("0".repeat(Math.max(0, exponentDigits - power.length()))).append(power);
  }
}
