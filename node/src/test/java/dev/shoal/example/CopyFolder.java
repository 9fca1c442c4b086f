package dev.shoal.example;

import dev.shoal.node.Download;
import dev.shoal.node.GetOptions;
import dev.shoal.node.Node;
import dev.shoal.node.Share;
import dev.shoal.node.ShareOptions;
import java.nio.file.Path;

// README
/** Two nodes in one program, confined to this machine: one shares a folder, the other gets it. */
public final class CopyFolder {
  private CopyFolder() {}

  /** Returns where the copy is. */
  public static Path copy(Path folder, Path into, Path state) throws InterruptedException {
    try (Node giver = Node.builder().stateFolder(state.resolve("giver")).bind("lo").start();
        Node taker = Node.builder().stateFolder(state.resolve("taker")).bind("lo").start();
        Share share = giver.share(folder, ShareOptions.defaults());
        Download download = taker.get(share.link().text(), GetOptions.defaults().withInto(into))) {
      return download.await();
    }
  }
}
// README
