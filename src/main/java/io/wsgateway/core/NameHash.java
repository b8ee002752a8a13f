package io.wsgateway.core;

/**
 * Sixty-four bits that stand for a name, so that nodes can count together without telling each
 * other all names. Among a million names, two are taken for one about once in thirty million
 * counts.
 */
final class NameHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private NameHash() {}

  /** The hash of a name: FNV-1a, with its bits mixed once more. */
  static long of(String name) {
    long hash = OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }
}
