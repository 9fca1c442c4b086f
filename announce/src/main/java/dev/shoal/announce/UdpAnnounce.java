package dev.shoal.announce;

import dev.shoal.base.Hash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The codec of the UDP tracker protocol, BEP 15, for both sides. Messages may be longer than said
 * there, by extensions; what follows the known part (options of BEP 41) is ignored.
 */
public final class UdpAnnounce {
  /** The first number of a connect request. */
  public static final long PROTOCOL_ID = 0x41727101980L;

  /** The largest message that is read: beyond a usual MTU nothing is to be expected. */
  public static final int MAX_MESSAGE = 4096;

  private static final int CONNECT = 0;
  private static final int ANNOUNCE = 1;
  private static final int SCRAPE = 2;
  private static final int ERROR = 3;

  private static final int REQUEST_HEAD = 16;
  private static final int ANNOUNCE_LENGTH = 98;
  private static final int RESPONSE_HEAD = 8;
  private static final int ANNOUNCED_HEAD = 20;
  private static final int SCRAPED_LENGTH = 12;

  private UdpAnnounce() {}

  /** The bytes of a request. */
  public static ByteBuffer encode(UdpRequest request) {
    return switch (request) {
      case UdpRequest.Connect(int transaction) ->
          head(REQUEST_HEAD, PROTOCOL_ID, CONNECT, transaction).flip();
      case UdpRequest.Announce(long connection, int transaction, AnnounceRequest announce) ->
          put(head(ANNOUNCE_LENGTH, connection, ANNOUNCE, transaction), announce).flip();
      case UdpRequest.Scrape(long connection, int transaction, List<Hash> hashes) -> {
        int length = REQUEST_HEAD + Hash.SHA1_LENGTH * hashes.size();
        ByteBuffer out = head(length, connection, SCRAPE, transaction);
        hashes.forEach(hash -> out.put(hash.bytes()));
        yield out.flip();
      }
    };
  }

  /**
   * The request that these bytes are.
   *
   * @throws AnnounceException if they are none
   */
  public static UdpRequest decodeRequest(ByteBuffer in) {
    try {
      long connection = in.getLong();
      int action = in.getInt();
      int transaction = in.getInt();
      return switch (action) {
        case CONNECT -> connect(connection, transaction);
        case ANNOUNCE -> new UdpRequest.Announce(connection, transaction, announce(in));
        case SCRAPE -> new UdpRequest.Scrape(connection, transaction, hashes(in));
        default -> throw new AnnounceException("no request: action " + action);
      };
    } catch (BufferUnderflowException e) {
      throw new AnnounceException("a request that ends too soon", e);
    }
  }

  /**
   * The bytes of a response.
   *
   * @param v6 whether it goes to an IPv6 address: that decides which peers it can name
   */
  public static ByteBuffer encode(UdpResponse response, boolean v6) {
    return switch (response) {
      case UdpResponse.Connected(int transaction, long connection) ->
          head(16, CONNECT, transaction).putLong(connection).flip();
      case UdpResponse.Announced(int transaction, TrackerReply.Answer answer) -> {
        byte[] peers = CompactPeers.encode(answer.peers(), v6);
        yield head(ANNOUNCED_HEAD + peers.length, ANNOUNCE, transaction)
            .putInt(answer.interval())
            .putInt(answer.leechers())
            .putInt(answer.seeds())
            .put(peers)
            .flip();
      }
      case UdpResponse.Scraped(int transaction, List<Scrape> swarms) -> {
        ByteBuffer out = head(RESPONSE_HEAD + SCRAPED_LENGTH * swarms.size(), SCRAPE, transaction);
        swarms.forEach(s -> out.putInt(s.seeds()).putInt(s.completed()).putInt(s.leechers()));
        yield out.flip();
      }
      case UdpResponse.Failed(int transaction, String message) -> {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        yield head(RESPONSE_HEAD + text.length, ERROR, transaction).put(text).flip();
      }
    };
  }

  /**
   * The response that these bytes are.
   *
   * @param v6 whether it came from an IPv6 address
   * @throws AnnounceException if they are none
   */
  public static UdpResponse decodeResponse(ByteBuffer in, boolean v6) {
    try {
      int action = in.getInt();
      int transaction = in.getInt();
      return switch (action) {
        case CONNECT -> new UdpResponse.Connected(transaction, in.getLong());
        case ANNOUNCE -> new UdpResponse.Announced(transaction, answer(in, v6));
        case SCRAPE -> new UdpResponse.Scraped(transaction, scrapes(in));
        case ERROR -> new UdpResponse.Failed(transaction, text(in));
        default -> throw new AnnounceException("no response: action " + action);
      };
    } catch (BufferUnderflowException e) {
      throw new AnnounceException("a response that ends too soon", e);
    }
  }

  private static ByteBuffer head(int length, long connection, int action, int transaction) {
    return ByteBuffer.allocate(length).putLong(connection).putInt(action).putInt(transaction);
  }

  private static ByteBuffer head(int length, int action, int transaction) {
    return ByteBuffer.allocate(length).putInt(action).putInt(transaction);
  }

  private static ByteBuffer put(ByteBuffer out, AnnounceRequest request) {
    out.put(request.infoHash().bytes());
    request.peerId().putTo(out);
    return out.putLong(request.downloaded())
        .putLong(request.left())
        .putLong(request.uploaded())
        .putInt(number(request.event()))
        .putInt(0) // IP address: the one it is sent from
        .putInt(request.key())
        .putInt(request.numWant())
        .putShort((short) request.port());
  }

  private static UdpRequest connect(long protocol, int transaction) {
    if (protocol != PROTOCOL_ID) {
      throw new AnnounceException("another protocol: " + protocol);
    }
    return new UdpRequest.Connect(transaction);
  }

  private static AnnounceRequest announce(ByteBuffer in) {
    Hash infoHash = hash(in);
    PeerId peerId = PeerId.from(in);
    long downloaded = in.getLong();
    long left = in.getLong();
    long uploaded = in.getLong();
    int event = in.getInt();
    in.getInt(); // IP address: whoever could name another's would make peers attack it
    int key = in.getInt();
    int numWant = in.getInt();
    int port = Short.toUnsignedInt(in.getShort());
    return new AnnounceRequest(
        infoHash, peerId, port, uploaded, downloaded, left, event(event), numWant, key);
  }

  private static int number(AnnounceRequest.Event event) {
    return switch (event) {
      case NONE, PAUSED -> 0;
      case COMPLETED -> 1;
      case STARTED -> 2;
      case STOPPED -> 3;
    };
  }

  private static AnnounceRequest.Event event(int number) {
    return switch (number) {
      case 0 -> AnnounceRequest.Event.NONE;
      case 1 -> AnnounceRequest.Event.COMPLETED;
      case 2 -> AnnounceRequest.Event.STARTED;
      case 3 -> AnnounceRequest.Event.STOPPED;
      default -> throw new AnnounceException("no event: " + number);
    };
  }

  private static List<Hash> hashes(ByteBuffer in) {
    int count = in.remaining() / Hash.SHA1_LENGTH;
    if (count == 0 || count > UdpRequest.Scrape.MAX_HASHES) {
      throw new AnnounceException("a scrape of " + count + " torrents");
    }
    List<Hash> hashes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      hashes.add(hash(in));
    }
    return hashes;
  }

  private static Hash hash(ByteBuffer in) {
    byte[] bytes = new byte[Hash.SHA1_LENGTH];
    in.get(bytes);
    return Hash.of(bytes);
  }

  private static TrackerReply.Answer answer(ByteBuffer in, boolean v6) {
    int interval = in.getInt();
    int leechers = in.getInt();
    int seeds = in.getInt();
    if (interval < 0) {
      throw new AnnounceException("an interval of " + interval + " seconds");
    }
    return TrackerReply.Answer.of(
        interval, Math.max(-1, seeds), Math.max(-1, leechers), CompactPeers.decode(in, v6));
  }

  private static List<Scrape> scrapes(ByteBuffer in) {
    List<Scrape> swarms = new ArrayList<>(in.remaining() / SCRAPED_LENGTH);
    while (in.remaining() >= SCRAPED_LENGTH) {
      swarms.add(new Scrape(count(in), count(in), count(in)));
    }
    return swarms;
  }

  private static int count(ByteBuffer in) {
    return Math.max(0, in.getInt());
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return SafeText.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
