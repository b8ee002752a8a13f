package io.wsgateway.core;

import org.jspecify.annotations.Nullable;

/**
 * A network of addresses, or one address, IPv4 or IPv6. An IPv4 address that is written as an IPv6
 * one ({@code ::ffff:10.0.0.1}) is the IPv4 address; apart from these, no network has addresses of
 * both kinds. Nothing here asks the DNS.
 *
 * @param high the upper 64 bits of its first address, as IPv6
 * @param low the lower 64 bits
 * @param bits how many leading bits its addresses share, of 128; 128 is one address
 */
public record Network(long high, long low, int bits) {
  private static final long MAPPED = 0xffffL;
  private static final int V4_BITS = 96;
  private static final int ALL_BITS = 128;
  private static final int GROUPS = 8;

  /** Host bits are cut off: {@code 10.1.2.3/8} is {@code 10.0.0.0/8}. */
  public Network {
    if (bits < 0 || bits > ALL_BITS) {
      throw new IllegalArgumentException("A prefix has 0 to 128 bits, not " + bits);
    }
    high &= mask(bits);
    low &= mask(bits - Long.SIZE);
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
  }

  /**
   * What is written as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or as one address.
   *
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if it is none of them
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    Network address = address(slash < 0 ? text : text.substring(0, slash));
    if (address != null && slash < 0) {
      return address;
    }
    int bits = slash < 0 ? -1 : decimal(text, slash + 1, text.length(), 3);
    if (address != null && bits >= 0) {
      int all = text.indexOf(':') < 0 ? bits + V4_BITS : bits;
      if (all <= ALL_BITS) {
        return new Network(address.high, address.low, all);
      }
    }
    throw new GatewayException(
        ErrorCode.BAD_REQUEST,
        "This is no address or network; expected one such as 192.0.2.7, 10.0.0.0/8, 2001:db8::1"
            + " or 2001:db8::/32");
  }

  /**
   * One address. A zone ({@code fe80::1%eth0}) is left out.
   *
   * @return null if the text is none; names are none
   */
  public static @Nullable Network address(String text) {
    if (text.indexOf(':') < 0) {
      long v4 = v4(text, 0, text.length());
      return v4 < 0 ? null : new Network(0, MAPPED << 32 | v4, ALL_BITS);
    }
    int zone = text.indexOf('%');
    return v6(zone < 0 ? text : text.substring(0, zone));
  }

  /** Whether all addresses of the other are in this one. */
  public boolean contains(Network other) {
    return other.bits >= bits
        && other.isV4() == isV4()
        && (other.high & mask(bits)) == high
        && (other.low & mask(bits - Long.SIZE)) == low;
  }

  private boolean isV4() {
    return bits >= V4_BITS && high == 0 && low >>> 32 == MAPPED;
  }

  private static @Nullable Network v6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    // How many groups stand before the "::", or -1 as long as there was none.
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      int stop = end < 0 ? text.length() : end;
      boolean last = end < 0;
      if (last && text.indexOf('.', at) >= 0) {
        long v4 = v4(text, at, stop);
        if (v4 < 0 || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xffff);
        at = stop;
        break;
      }
      int group = hexadecimal(text, at, stop);
      if (group < 0 || count == GROUPS) {
        return null;
      }
      groups[count++] = group;
      at = stop + 1;
      if (!last && at < text.length() && text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      } else if (!last && at == text.length()) {
        return null;
      }
    }
    if (gap < 0 ? count != GROUPS : count >= GROUPS) {
      return null;
    }
    return new Network(half(groups, 0, count, gap), half(groups, 4, count, gap), ALL_BITS);
  }

  /** Four of the eight groups, the gap being filled with zeros. */
  private static long half(int[] groups, int first, int count, int gap) {
    long bits = 0;
    for (int i = first; i < first + 4; i++) {
      int missing = GROUPS - count;
      int group = gap < 0 || i < gap ? groups[i] : i < gap + missing ? 0 : groups[i - missing];
      bits = bits << 16 | group;
    }
    return bits;
  }

  private static long v4(String text, int from, int to) {
    long address = 0;
    int at = from;
    for (int i = 0; i < 4; i++) {
      int dot = text.indexOf('.', at);
      int end = i == 3 ? to : dot;
      if (end < 0 || end > to || (end - at > 1 && text.charAt(at) == '0')) {
        return -1;
      }
      int part = decimal(text, at, end, 3);
      if (part < 0 || part > 255) {
        return -1;
      }
      address = address << 8 | part;
      at = end + 1;
    }
    return address;
  }

  private static int decimal(String text, int from, int to, int most) {
    return digits(text, from, to, most, 10);
  }

  private static int hexadecimal(String text, int from, int to) {
    return digits(text, from, to, 4, 16);
  }

  private static int digits(String text, int from, int to, int most, int radix) {
    if (to <= from || to - from > most) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  /** As it is written usually (RFC 5952); two that are equal are written the same. */
  @Override
  public String toString() {
    if (isV4()) {
      String address =
          (low >>> 24 & 255)
              + "."
              + (low >>> 16 & 255)
              + "."
              + (low >>> 8 & 255)
              + "."
              + (low & 255);
      return bits == ALL_BITS ? address : address + "/" + (bits - V4_BITS);
    }
    return bits == ALL_BITS ? v6Text() : v6Text() + "/" + bits;
  }

  private String v6Text() {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && group(i + zeros) == 0) {
        zeros++;
      }
      if (zeros > longest) {
        start = i;
        longest = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index % 4)) & 0xffff);
  }
}
