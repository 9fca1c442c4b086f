package dev.shoal.simulator.dht;

import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcReader;
import dev.shoal.mainline.krpc.KrpcWriter;
import dev.shoal.simulator.Codec;
import java.nio.ByteBuffer;

/** KRPC, as it is on sockets. */
final class KrpcCodec implements Codec<Krpc> {
  @Override
  public ByteBuffer write(Krpc message) {
    return KrpcWriter.write(message);
  }

  @Override
  public Krpc read(ByteBuffer bytes) {
    return KrpcReader.read(bytes);
  }
}
