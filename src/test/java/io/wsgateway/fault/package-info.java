/**
 * What can go wrong between nodes and their broker, or with a node, tried on real processes while
 * messages flow.
 *
 * <p>Where to start: {@link io.wsgateway.fault.FaultContract} has the faults of brokers and lines,
 * {@link io.wsgateway.fault.NodeFaultContract} those of nodes; a class for each broker runs them
 * and adds its own. A {@link io.wsgateway.fault.Cluster} lives as long as the class, a {@link
 * io.wsgateway.fault.Scene} with its clients and its {@link io.wsgateway.fault.Flow} of numbered
 * messages as long as one test, and the {@link io.wsgateway.fault.History} tells what was lost,
 * doubled or late.
 */
package io.wsgateway.fault;
