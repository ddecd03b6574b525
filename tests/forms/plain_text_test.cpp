#include "forms/plain_text.h"

#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

TEST(PlainText, tags_go_and_words_stay) {
  EXPECT_EQ(plain_text("<div xmlns=\"http://www.w3.org/1999/xhtml\">How <b>bad</b> is\n  it?</div>"), "How bad is it?");
  EXPECT_EQ(plain_text("no tags"), "no tags");
  EXPECT_EQ(plain_text(""), "");
}

TEST(PlainText, blocks_and_lists_stand_on_lines_of_their_own) {
  EXPECT_EQ(plain_text("<p>First</p><p>Second</p>"), "First\nSecond");
  EXPECT_EQ(plain_text("one<br/>two"), "one\ntwo");
  EXPECT_EQ(plain_text("<ul><li>a</li><li>b</li></ul>"), "• a\n• b");
}

TEST(PlainText, entities_are_characters) {
  EXPECT_EQ(plain_text("a &lt; b &amp;&nbsp;c &#233;&#x2019;&ndash;"), "a < b & c é’–");
  EXPECT_EQ(plain_text("AT&T &unknown; &#xD800;"), "AT&T &unknown;");
}

TEST(PlainText, scripts_styles_and_comments_are_left_out) {
  EXPECT_EQ(plain_text("<style>p { color: red }</style>a<!-- b > c -->d<script>e()</script>"), "ad");
}

TEST(PlainText, broken_markup_ends_somewhere) {
  for (const auto* text : {"<", "<p", "<!--", "<script>", "&", "&#", "&#;", "</", "<script"}) {
    EXPECT_LE(plain_text(text).size(), 3U) << text;
  }
}

}  // namespace
}  // namespace anteroom::forms
