package io.wsgateway.config;

/**
 * The value of a key, and who has said it.
 *
 * @param value as it was written
 * @param source the name of the configuration source that has it
 * @param ordinal how much that source counts against others
 */
record Setting(String value, String source, int ordinal) {}
