package io.wsgateway.exchange;

import io.wsgateway.core.BlockChange;
import io.wsgateway.core.BlockStore;
import java.util.Collection;

/** Keeps nothing but what the nodes keep in their own memories: blocks last as long as one node. */
final class MemoryBlockStore implements BlockStore {
  @Override
  public void start(Receiver receiver) {
    // There is nothing to be found.
  }

  @Override
  public void stop() {
    // Nothing runs.
  }

  @Override
  public void keep(Collection<BlockChange> changes) {
    // The nodes do.
  }

  @Override
  public void forget(BlockChange change) {
    // The nodes do.
  }
}
