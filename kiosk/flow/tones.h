// Owns how a letter joins what has been typed: most stand alone, a Vietnamese tone goes to the vowel before it. It
// refuses every other combination of marks; accented letters have keys of their own.
#pragma once

#include <string>

namespace anteroom::flow {

// A tone (U+0300, U+0301, U+0303, U+0309, U+0323) changes the last vowel of the word that is being typed, takes the
// place of another tone there, and goes when it is typed again; without a vowel it comes with an "a". Anything else is
// appended.
void add_letter(std::string& typed, char32_t letter);

}  // namespace anteroom::flow
