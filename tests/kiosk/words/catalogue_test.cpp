#include "kiosk/words/catalogue.h"

#include "tests/support/mo_file.h"

#include <gmock/gmock.h>

namespace anteroom::words {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::mo_file;
using testing::Order;
using ::testing::UnorderedElementsAre;

const std::string polish_header =
    "Language: pl\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && "
    "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\nX-Native-Review: no\n";

using Messages = std::vector<std::pair<std::string, std::string>>;
const Messages polish = {
    {"", polish_header},
    {"Back", "Wstecz"},
    {std::string("state\x04") + "Seen", "Obejrzane"},
    {std::string("{count} minute\0{count} minutes", 30),
     std::string("{count} minuta\0{count} minuty\0{count} minut", 43)},
};

std::string refusal_of(std::string_view bytes) {
  const auto read = Catalogue::read(bytes);
  EXPECT_TRUE(read || read.error().fault == Fault::corrupt);
  return read ? "" : read.error().detail;
}

// The same file with other messages, or another header.
std::string refusal_with(std::string header, std::pair<std::string, std::string> message = {"a", "b"}) {
  return refusal_of(mo_file({{"", std::move(header)}, std::move(message)}));
}

TEST(Catalogue, says_what_it_was_given_in_either_byte_order) {
  for (const Order order : {Order::of_this_machine, Order::other}) {
    const auto read = Catalogue::read(mo_file(polish, order));
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->size(), 3U);
    EXPECT_EQ(read->find("Back"), "Wstecz");
    EXPECT_EQ(read->find("Forward"), std::nullopt);
    EXPECT_EQ(read->find("Seen"), std::nullopt) << "it has a context";
    EXPECT_EQ(read->find("state\x04Seen"), "Obejrzane");
    EXPECT_EQ(read->header("X-Native-Review"), "no");
    EXPECT_EQ(read->header("Language"), "pl");
    EXPECT_EQ(read->header("X-Nobody"), "");
    EXPECT_THAT(read->texts(),
                UnorderedElementsAre("Wstecz", "Obejrzane", "{count} minuta", "{count} minuty", "{count} minut"));
  }
}

TEST(Catalogue, chooses_the_form_by_the_number) {
  const auto read = Catalogue::read(mo_file(polish));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->find("{count} minute", 1), "{count} minuta");
  EXPECT_EQ(read->find("{count} minute", 22), "{count} minuty");
  EXPECT_EQ(read->find("{count} minute", 12), "{count} minut");
  EXPECT_EQ(read->find("Back", 5), "Wstecz") << "a message without forms has one for every number";
}

TEST(Catalogue, stays_whole_when_it_is_moved) {
  auto read = Catalogue::read(mo_file(polish));
  ASSERT_TRUE(read);
  const Catalogue moved = std::move(*read);
  EXPECT_EQ(moved.find("Back"), "Wstecz");
  EXPECT_EQ(moved.header("Language"), "pl");
}

TEST(Catalogue, a_file_that_is_none_is_refused_with_words) {
  EXPECT_THAT(refusal_of(""), HasSubstr("no message catalogue"));
  EXPECT_THAT(refusal_of("msgid \"\"\nmsgstr \"\"\n"), HasSubstr("no message catalogue"));
  EXPECT_THAT(refusal_of(mo_file(polish).substr(0, 11)), HasSubstr("torn off"));
  std::string later = mo_file(polish);
  later[6] = 2;
  EXPECT_THAT(refusal_of(later), HasSubstr("revision 2"));
  std::string endless = mo_file(polish);
  endless[10] = 127;
  EXPECT_THAT(refusal_of(endless), HasSubstr("too many"));
  EXPECT_THAT(refusal_of(std::string(5 * 1024 * 1024, 'x')), HasSubstr("4 MiB"));
}

TEST(Catalogue, what_it_must_say_of_itself_is_asked_for) {
  EXPECT_THAT(refusal_of(mo_file({{"a", "b"}})), HasSubstr("UTF-8"));
  EXPECT_THAT(refusal_with("Language: pl\nContent-Type: text/plain; charset=ISO-8859-2\n"), HasSubstr("UTF-8"));
  EXPECT_THAT(refusal_with("Content-Type: text/plain; charset=UTF-8\n"), HasSubstr("Language"));
  EXPECT_THAT(refusal_with("Language: pl\nContent-Type: text/plain; charset=UTF-8\n"), HasSubstr("Plural-Forms"));
}

TEST(Catalogue, a_text_that_does_not_fit_its_message_is_refused) {
  EXPECT_THAT(refusal_with(polish_header, {"a", "\xC3("}), HasSubstr("not UTF-8"));
  EXPECT_THAT(refusal_with(polish_header, {"a", std::string("b\0c", 3)}), HasSubstr("2 forms where 1"));
  EXPECT_THAT(refusal_with(polish_header, {std::string("a\0b", 3), std::string("c\0d", 3)}),
              HasSubstr("2 forms where 3"));
}

TEST(Catalogue, no_torn_or_changed_file_is_read_beyond_its_end) {
  // The sanitizers see a step outside; here each file must be refused or stay within itself.
  const std::string whole = mo_file(polish);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_NE(refusal_of({exact.data(), exact.size()}), "") << length;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int value : {0, 1, 0x7F, 0x80, 0xFF}) {
      std::string changed = whole;
      changed[at] = static_cast<char>(value);
      const auto read = Catalogue::read(changed);
      if (!read) continue;
      for (const std::string_view text : read->texts()) EXPECT_LE(text.size(), changed.size());
      (void)read->find("{count} minute", 3);
    }
  }
}

}  // namespace
}  // namespace anteroom::words
