package io.wsgateway.auth;

import io.wsgateway.config.Scope;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks resources that are for back ends only; {@link CallerGuard} stands before them. What a
 * method says goes before what its class says.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ServerApi {

  /** What a caller's key must be good for; of no meaning at a filter. */
  Scope value();
}
