package io.wsgateway.bench;

/** One subject that is measured, and told in one table. */
interface Bench {

  /** The group, a slash, and the subject; {@code -Dbench} chooses by how it begins. */
  String name();

  /** Starts what it needs, measures, and ends what it started. Takes minutes. */
  Table run();
}
