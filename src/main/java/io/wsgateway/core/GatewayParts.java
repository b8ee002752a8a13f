package io.wsgateway.core;

import io.wsgateway.config.GatewayConfig;
import java.util.concurrent.Executor;

/** What a {@link Gateway} is made of. */
record GatewayParts(
    GatewayConfig config,
    Ids ids,
    Directory directory,
    Delivery delivery,
    Exchange exchange,
    Membership membership,
    Schedules schedules,
    Timers timers,
    Events events,
    Counters counters,
    Audit audit,
    Iterable<AccessRule> rules,
    Executor applications,
    Executor housekeeping) {}
