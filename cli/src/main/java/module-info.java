/**
 * The command line: parse, call the node, show. It speaks no protocol; of {@code bittorrent} it
 * uses the metainfo alone, to make, show, check and edit {@code .torrent} files, and it starts a
 * {@code tracker} where one is wanted. {@code demo} is a tour with several nodes.
 *
 * <p>Read {@link dev.shoal.cli.Main} first, which runs one command; then a verb of {@code command},
 * say {@code GetCommand}; then how events are told ({@code report}) and what a person sees of them
 * ({@code show}), both without a clock or a terminal of their own.
 *
 * <p>A verb that needs more than a node, such as {@code simulate}, comes from a room of its own
 * through {@code plugin}. This one uses none of them, does without any, and names them below only
 * to say who may look in.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.cli {
  requires static transitive org.jspecify;
  requires dev.shoal.base;
  requires dev.shoal.content;
  requires dev.shoal.net;
  requires dev.shoal.host;
  requires dev.shoal.node;
  requires dev.shoal.bencode;
  requires dev.shoal.bittorrent;
  requires transitive dev.shoal.tracker;
  requires info.picocli;
  requires io.nayuki.qrcodegen;
  requires jdk.unsupported;
  requires tools.jackson.core;

  exports dev.shoal.cli.pages;
  exports dev.shoal.cli.plugin to
      dev.shoal.lab;
  exports dev.shoal.cli.report to
      dev.shoal.lab;
  exports dev.shoal.cli.show to
      dev.shoal.lab;

  opens dev.shoal.cli.command to
      info.picocli;
  opens dev.shoal.cli.plugin to
      info.picocli;

  uses dev.shoal.cli.plugin.Plugin;
  uses dev.shoal.cli.pages.TrackerPages;
}
