/**
 * A machine and a network in memory, on which the pure cores of the other rooms run exactly as they
 * do on real ones, only reproducibly and faster than time: the same seed tells the same story to
 * the last nanosecond, and {@link dev.shoal.world.VirtualNetwork#traceHash} proves it.
 *
 * <p>It is not a model of any protocol and holds no test: tests and the simulator build their
 * stories on it. It has no threads; everything runs where {@link dev.shoal.world.VirtualTime} is
 * told to run. What is to come waits in an {@link dev.shoal.world.EventQueue}, which is of use
 * without it where events are too many to be objects. Only {@link dev.shoal.world.WorldDisk} may be
 * called by many threads, as disk workers do. TCP is there as far as a program can feel it: order,
 * delay, a window that opens and halves, lines that are shared evenly, buffers that fill; not its
 * packets.
 *
 * <p>Read {@link dev.shoal.world.VirtualTime} first, then {@link dev.shoal.world.VirtualNetwork}
 * and {@link dev.shoal.world.VirtualHost}; of the stream {@link dev.shoal.world.VirtualPipe}, whose
 * two halves do the work, then datagrams and the disk.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.world {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.content;

  exports dev.shoal.world;
}
