package io.wsgateway.server;

/**
 * What classes of tests share that run at the same time, for {@code @ResourceLock}. Who looks at
 * the clock reads it; who keeps it busy writes it, and so has it alone among these.
 */
public final class Processors {
  public static final String NAME = "processors";

  private Processors() {}
}
