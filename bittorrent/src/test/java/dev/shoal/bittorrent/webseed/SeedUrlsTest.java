package dev.shoal.bittorrent.webseed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedUrlsTest {
  @ParameterizedTest
  @CsvSource({
    "http://w/file.exe,          http://w/file.exe",
    "http://w/pub/,              http://w/pub/na%20me%2B%25",
    "http://w/,                  http://w/na%20me%2B%25",
    "https://u@w:8/a%20b/?key=1, https://u@w:8/a%20b/na%20me%2B%25?key=1",
    "http://w,                   http://w"
  })
  void aSingleFileIsThereOrBelow(String seed, String file) {
    Layout layout = new Layout("na me+%", false, List.of(new FileEntry(List.of(), 0, 5)), 5, 16384);
    assertThat(new SeedUrls(URI.create(seed), layout).of(0)).hasToString(file);
  }

  @ParameterizedTest
  @CsvSource({
    "http://w/pub/,      http://w/pub/mi%20chael/s%C3%BCb/Read%23me%3F.txt",
    "http://w/pub,       http://w/pub/mi%20chael/s%C3%BCb/Read%23me%3F.txt",
    "http://[2001:db8::1]:8080, http://[2001:db8::1]:8080/mi%20chael/s%C3%BCb/Read%23me%3F.txt"
  })
  void filesOfAFolderAreBelowItsName(String seed, String file) {
    FileEntry entry = new FileEntry(List.of("süb", "Read#me?.txt"), 0, 5);
    Layout layout = new Layout("mi chael", true, List.of(entry), 5, 16384);
    assertThat(new SeedUrls(URI.create(seed), layout).of(0)).hasToString(file);
  }
}
