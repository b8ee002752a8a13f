package io.wsgateway.core;

/**
 * An app that has connections, or is listed.
 *
 * @param app its name
 * @param connections how many it has
 */
public record AppCount(String app, long connections) {}
