package io.wsgateway.config;

import io.wsgateway.config.GatewayConfig.ExchangeKind;

/** All settings, read and checked. Immutable. */
record Values(
    AppsConfig apps,
    AuthConfig auth,
    AccessConfig access,
    NodeConfig node,
    DrainConfig drain,
    LimitsConfig limits,
    MembershipConfig membership,
    ExchangeKind exchange,
    RedisConfig redis,
    RabbitmqConfig rabbitmq,
    ClusterConfig cluster,
    ApiConfig api,
    WatchConfig watch,
    RootDialectConfig rootDialect,
    RegConfig reg,
    GmConfig gm,
    MemberConfig member,
    RawConfig raw,
    VeinConfig vein) {

  /**
   * Reads and checks.
   *
   * @throws ConfigurationException that names every bad value
   */
  static Values read(Settings settings) {
    Values values =
        new Values(
            AppsConfig.read(settings),
            AuthConfig.read(settings),
            AccessConfig.read(settings),
            NodeConfig.read(settings),
            DrainConfig.read(settings),
            LimitsConfig.read(settings),
            MembershipConfig.read(settings),
            settings.choice("gateway.exchange", ExchangeKind.class),
            RedisConfig.read(settings),
            RabbitmqConfig.read(settings),
            ClusterConfig.read(settings),
            ApiConfig.read(settings),
            WatchConfig.read(settings),
            RootDialectConfig.read(settings),
            RegConfig.read(settings),
            GmConfig.read(settings),
            MemberConfig.read(settings),
            RawConfig.read(settings),
            VeinConfig.read(settings));
    if (values.auth.require() && values.apps.anyOpen()) {
      settings.bad(
          "gateway.auth.require",
          "true",
          "no app where anybody may claim any name, but there are: "
              + String.join(", ", values.apps.open()));
    }
    settings.check();
    return values;
  }
}
