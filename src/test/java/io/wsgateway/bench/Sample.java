package io.wsgateway.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** The same thing measured several times, in the order of the rounds. Immutable. */
record Sample(List<Double> values) {
  Sample {
    values = List.copyOf(values);
  }

  /** The middle one, of an even number the mean of the two in the middle. */
  double median() {
    return percentile(50);
  }

  /** By linear interpolation between the two nearest. */
  double percentile(double percent) {
    List<Double> sorted = values.stream().sorted().toList();
    double place = percent / 100 * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
  }

  /** This divided by another, round by round: what disturbs one round disturbs both. */
  Sample over(Sample other) {
    return with(other, (mine, theirs) -> mine / theirs);
  }

  /** This less another, round by round. */
  Sample less(Sample other) {
    return with(other, (mine, theirs) -> mine - theirs);
  }

  /** Both together, round by round. */
  Sample plus(Sample other) {
    return with(other, Double::sum);
  }

  /** Each one times a factor. */
  Sample times(double factor) {
    return new Sample(values.stream().map(value -> value * factor).toList());
  }

  /** All together. */
  double sum() {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private Sample with(Sample other, DoubleBinaryOperator operator) {
    return new Sample(
        IntStream.range(0, values.size())
            .mapToObj(i -> operator.applyAsDouble(values.get(i), other.values.get(i)))
            .toList());
  }

  /** The median, and in brackets the least and the most. */
  String show(int decimals) {
    String number = "%,." + decimals + "f";
    return String.format(
        Locale.ROOT,
        number + " (" + number + " to " + number + ")",
        median(),
        percentile(0),
        percentile(100));
  }
}
