package dev.shoal.net.mapping;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what routers write as XML: elements and their text, no more. Nothing outside of it is
 * looked at: no document type, no entity of its own, nothing external.
 */
final class Xml {
  /** Of a page in bytes: descriptions have some 4 KiB. */
  static final int MAX_LENGTH = 64 << 10;

  /** Devices in devices in a gateway need a dozen. */
  private static final int MAX_DEPTH = 32;

  private Xml() {}

  /** An element that has ended, by its local name, and the text in it behind its last part. */
  record Element(String name, String text) {}

  /** The elements in the order of their ends; empty if it is no such page, or breaks a limit. */
  static Optional<List<Element>> read(byte[] page) {
    // What is read as text cannot be broken as bytes: the platform complains of that aloud.
    String text = new String(page, StandardCharsets.UTF_8);
    if (page.length > MAX_LENGTH || text.contains("<!DOCTYPE")) {
      return Optional.empty();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return read(factory.createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException | RuntimeException noXml) {
      return Optional.empty(); // the platform's reader itself trips over some of what is none
    }
  }

  private static Optional<List<Element>> read(XMLStreamReader reader) throws XMLStreamException {
    List<Element> elements = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          open.push(reader.getLocalName());
          text.setLength(0);
          if (open.size() > MAX_DEPTH) {
            return Optional.empty();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          elements.add(new Element(open.pop(), text.toString().strip()));
          text.setLength(0);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.of(elements);
  }
}
