package dev.shoal.interop;

import dev.shoal.interop.EvilPeer.Heard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What a peer can do to harm another. Each goes on until the other side ends the connection. */
enum Evil {
  GARBAGE {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      while (true) {
        peer.raw(peer.noise(1 << 14));
      }
    }
  },
  /** Looks like the public key of an encrypted handshake, and then like its padding (MSE). */
  ENCRYPTED_GARBAGE {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.raw(peer.noise(96));
      while (true) {
        peer.raw(peer.noise(100));
        pause(20);
      }
    }
  },
  HALF_MESSAGES {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      peer.say(EvilPeer.HAVE_ALL);
      byte[] block = EvilPeer.message(EvilPeer.PIECE, new byte[8 + (1 << 14)]);
      peer.raw(Arrays.copyOf(block, 1000));
      peer.hearAll();
    }
  },
  A_BYTE_A_SECOND {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      peer.say(EvilPeer.HAVE_ALL);
      peer.say(EvilPeer.UNCHOKE);
      for (byte b : EvilPeer.message(EvilPeer.PIECE, new byte[8 + (1 << 14)])) {
        peer.raw(new byte[] {b});
        pause(1000);
      }
    }
  },
  GIANT_LENGTHS {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      int length = peer.random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
      peer.raw(new byte[] {(byte) (length >>> 24), (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7});
      while (true) {
        peer.raw(peer.noise(1 << 14));
      }
    }
  },
  REQUESTS_BEYOND_THE_END {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      peer.say(EvilPeer.INTERESTED);
      int last = peer.victim().pieces() - 1;
      int[][] beyond = {
        {last + 1, 0, 1 << 14},
        {last, Integer.MAX_VALUE, 1 << 14},
        {0, 0, Integer.MAX_VALUE},
        {-1, -1, -1},
        {0, 0, 0}
      };
      peer.say(EvilPeer.REQUEST, beyond[peer.random.nextInt(beyond.length)]);
      peer.hearAll();
    }
  },
  FLOOD_OF_HAVE {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      while (true) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
          int piece = peer.random.nextInt(peer.victim().pieces());
          many.writeBytes(EvilPeer.message(EvilPeer.HAVE, piece));
        }
        peer.raw(many.toByteArray());
      }
    }
  },
  FLOOD_OF_REQUESTS {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      peer.say(EvilPeer.INTERESTED);
      while (true) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
          int piece = peer.random.nextInt(peer.victim().pieces());
          many.writeBytes(EvilPeer.message(EvilPeer.REQUEST, piece, 0, 1 << 14));
        }
        peer.raw(many.toByteArray());
      }
    }
  },
  WRONG_BLOCKS {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      peer.say(EvilPeer.HAVE_ALL);
      peer.say(EvilPeer.UNCHOKE);
      while (true) {
        Heard heard = peer.hear();
        if (heard.id() == EvilPeer.REQUEST) {
          byte[] block = peer.noise(8 + heard.payload().getInt(8));
          System.arraycopy(heard.payload().array(), 0, block, 0, 8);
          peer.raw(EvilPeer.message(EvilPeer.PIECE, block));
        }
      }
    }
  },
  LYING_BITFIELD {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      byte[] all = new byte[(peer.victim().pieces() + 7) / 8];
      Arrays.fill(all, (byte) 0xFF);
      int beyond = 8 * all.length - peer.victim().pieces();
      all[all.length - 1] = (byte) (0xFF << beyond);
      peer.raw(EvilPeer.message(EvilPeer.BITFIELD, all));
      peer.say(EvilPeer.UNCHOKE);
      peer.hearAll(); // and gives nothing
    }
  },
  METADATA_BOMB {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      int size = 1 << 23;
      peer.extended(0, "d1:md11:ut_metadatai3ee13:metadata_sizei" + size + "ee", new byte[0]);
      for (int piece = 0; true; piece = (piece + 1) % (size >> 14)) {
        String head = "d8:msg_typei1e5:piecei" + piece + "e10:total_sizei" + size + "ee";
        peer.extended(1, head, peer.noise(1 << 14));
      }
    }
  },
  PROMISES_OF_HUGE_SIZES {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      long huge = peer.random.nextBoolean() ? Long.MAX_VALUE : Integer.MAX_VALUE;
      peer.extended(
          0,
          "d1:md11:ut_metadatai3ee13:metadata_sizei%de4:reqqi%de1:pi%dee"
              .formatted(huge, huge, huge),
          new byte[0]);
      peer.say(EvilPeer.UNCHOKE);
      peer.say(EvilPeer.HAVE, (1 << 23) - 1);
      peer.say(EvilPeer.HAVE, Integer.MAX_VALUE);
      peer.hearAll();
    }
  },
  ENDLESS_EXTENSIONS {
    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      peer.handshake(name);
      while (true) {
        int number = peer.random.nextInt(1 << 30);
        peer.extended(0, "d1:md11:ut_metadatai3ee13:metadata_sizei" + number + "ee", new byte[0]);
        peer.extended(200, "", peer.noise(9000));
      }
    }
  },
  /** One in four says what it should; the others nothing. */
  FLOOD_OF_CONNECTIONS {
    @Override
    int connections() {
      return 8000;
    }

    @Override
    void attack(EvilPeer peer, byte[] name) throws IOException {
      if (peer.random.nextInt(4) == 0) {
        peer.handshake(name);
      }
      peer.hearAll();
    }

    @Override
    int atOnce() {
      return 1000;
    }
  };

  /** Does it; the name is the peer's own, which it keeps. */
  abstract void attack(EvilPeer peer, byte[] name) throws IOException;

  /** How often it comes, at most. */
  int connections() {
    return 200;
  }

  /** How many of them dial at the same time. */
  int atOnce() {
    return 4;
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("stopped");
    }
  }
}
