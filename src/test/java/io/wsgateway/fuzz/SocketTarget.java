package io.wsgateway.fuzz;

import java.util.List;

/**
 * A WebSocket to play to.
 *
 * @param name of the dialect
 * @param path with its query
 * @param opening what a client says first, so that the rest is heard
 * @param mill makes what it says then
 */
record SocketTarget(String name, String path, List<String> opening, VolleyMill mill) {}
