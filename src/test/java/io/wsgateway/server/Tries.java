package io.wsgateway.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The files in {@code server-config} that a class of tests puts to use, on the program that they
 * are for. {@link ServerConfigTest} insists that each file has one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tries {
  /** Paths in that folder. */
  String[] value();
}
