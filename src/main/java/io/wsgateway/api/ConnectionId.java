package io.wsgateway.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The id that a connection may have. */
@Min(1)
@Max(ApiPath.MAX_ID)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface ConnectionId {
  String message() default "is no connection's id, which is from 1 to " + ApiPath.MAX_ID;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
