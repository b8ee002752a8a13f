package io.wsgateway.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Of these members exactly one is given. */
@Constraint(validatedBy = ExactlyOne.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ExactlyOne {
  /** The members' names, to be told. */
  String[] value();

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** What has such members. */
  interface Choice {
    /** Those members' values, null where one is not given. */
    List<@Nullable Object> alternatives();
  }

  /** Applies the rule. */
  final class Check implements ConstraintValidator<ExactlyOne, Choice> {
    private String names = "";

    @Override
    public void initialize(ExactlyOne rule) {
      names = String.join(", ", rule.value());
    }

    @Override
    public boolean isValid(Choice value, ConstraintValidatorContext context) {
      long given = value.alternatives().stream().filter(Objects::nonNull).count();
      if (given == 1) {
        return true;
      }
      // Nothing of the caller's is in the text, which the validator takes for a template.
      context.disableDefaultConstraintViolation();
      context
          .buildConstraintViolationWithTemplate(
              (given == 0 ? "has none of " : "has more than one of ")
                  + names
                  + "; expected exactly one")
          .addConstraintViolation();
      return false;
    }
  }
}
