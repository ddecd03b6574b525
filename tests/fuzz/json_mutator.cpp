// libFuzzer's own mutations mostly break JSON, and behind the parser nothing is tried. Half of the time these change
// the tree instead: values copied over others, keys renamed, members dropped, doubled or nested, texts mutated inside.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>
#include <yyjson.h>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using Random = std::minstd_rand;

struct FreeDocument {
  void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};
using Document = std::unique_ptr<yyjson_mut_doc, FreeDocument>;

std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

// The words of the dictionary that libFuzzer itself is given: "word" a line.
const std::vector<std::string>& words() {
  static const std::vector<std::string> read = [] {
    std::vector<std::string> found;
    std::ifstream file(ANTEROOM_SOURCE_DIR "/tests/fuzz/forms.dict");
    for (std::string line; std::getline(file, line);) {
      if (line.size() > 2 && line.front() == '"') found.push_back(line.substr(1, line.size() - 2));
    }
    if (found.empty()) found.emplace_back("item");
    return found;
  }();
  return read;
}

Document parse(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  const std::unique_ptr<yyjson_doc, FreeDocument> document(
      yyjson_read(text.data(), text.size(), YYJSON_READ_NUMBER_AS_RAW));
  return Document(document ? yyjson_doc_mut_copy(document.get(), nullptr) : nullptr);
}

// Everything in a tree that can be changed.
struct Places {
  std::vector<yyjson_mut_val*> values;
  std::vector<yyjson_mut_val*> containers;
  std::vector<yyjson_mut_val*> keys;
};

void collect(yyjson_mut_val* value, Places& places, int depth = 0) {
  if (depth > 80) return;
  places.values.push_back(value);
  if (yyjson_mut_is_ctn(value) && yyjson_mut_get_len(value) > 0) places.containers.push_back(value);
  if (yyjson_mut_is_arr(value)) {
    yyjson_mut_arr_iter iterator = yyjson_mut_arr_iter_with(value);
    while (yyjson_mut_val* element = yyjson_mut_arr_iter_next(&iterator)) collect(element, places, depth + 1);
  } else if (yyjson_mut_is_obj(value)) {
    yyjson_mut_obj_iter iterator = yyjson_mut_obj_iter_with(value);
    while (yyjson_mut_val* key = yyjson_mut_obj_iter_next(&iterator)) {
      places.keys.push_back(key);
      collect(yyjson_mut_obj_iter_get_val(key), places, depth + 1);
    }
  }
}

yyjson_mut_val* any(Random& random, const std::vector<yyjson_mut_val*>& of) { return of[below(random, of.size())]; }

// A value keeps its place in the tree and becomes another.
void become(yyjson_mut_val* value, const yyjson_mut_val* other) {
  if (other == nullptr) return;
  value->tag = other->tag;
  value->uni = other->uni;
}

yyjson_mut_val* interesting(yyjson_mut_doc* document, Random& random) {
  static constexpr const char* numbers[] = {"0",       "1",          "2",     "3",   "-1",   "10",
                                            "27",      "5000",       "1e308", "1.5", "1.50", "-0",
                                            "1000001", "2147483648", "4",     "0.1", "1e-9", "9223372036854775808",
                                            "1e400"};
  switch (below(random, 7)) {
    case 0: return yyjson_mut_null(document);
    case 1: return yyjson_mut_bool(document, below(random, 2) == 0);
    case 2: return yyjson_mut_arr(document);
    case 3: return yyjson_mut_obj(document);
    case 4: return yyjson_mut_raw(document, numbers[below(random, std::size(numbers))]);
    default: return yyjson_mut_strcpy(document, words()[below(random, words().size())].c_str());
  }
}

void mutate_text(yyjson_mut_doc* document, yyjson_mut_val* value) {
  std::string text(yyjson_mut_get_str(value), yyjson_mut_get_len(value));
  const std::size_t size = text.size();
  text.resize(size + 64);
  text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
  become(value, yyjson_mut_strncpy(document, text.data(), text.size()));
}

void drop_one(yyjson_mut_val* container, Random& random) {
  const std::size_t at = below(random, yyjson_mut_get_len(container));
  if (yyjson_mut_is_arr(container)) {
    yyjson_mut_arr_remove(container, at);
    return;
  }
  yyjson_mut_obj_iter iterator = yyjson_mut_obj_iter_with(container);
  for (std::size_t step = 0; step <= at; ++step) yyjson_mut_obj_iter_next(&iterator);
  yyjson_mut_obj_iter_remove(&iterator);
}

void add_one(yyjson_mut_doc* document, yyjson_mut_val* container, yyjson_mut_val* value, Random& random) {
  if (yyjson_mut_is_arr(container)) {
    yyjson_mut_arr_insert(container, value, below(random, yyjson_mut_get_len(container) + 1));
  } else {
    yyjson_mut_obj_add(container, yyjson_mut_strcpy(document, words()[below(random, words().size())].c_str()), value);
  }
}

void change_once(yyjson_mut_doc* document, const Places& source, Random& random) {
  Places places;
  collect(yyjson_mut_doc_get_root(document), places);
  yyjson_mut_val* const value = any(random, places.values);
  const auto copy = [&] { return yyjson_mut_val_mut_copy(document, any(random, source.values)); };
  switch (below(random, 8)) {
    case 0: return become(value, interesting(document, random));
    case 1: return become(value, copy());
    case 2:
      if (!places.containers.empty()) drop_one(any(random, places.containers), random);
      return;
    case 3:
      if (!places.containers.empty()) add_one(document, any(random, places.containers), copy(), random);
      return;
    case 4:
      if (!places.keys.empty()) {
        become(any(random, places.keys), yyjson_mut_strcpy(document, words()[below(random, words().size())].c_str()));
      }
      return;
    case 5:
      if (yyjson_mut_is_str(value)) mutate_text(document, value);
      return;
    case 6: {
      yyjson_mut_val* const list = yyjson_mut_arr(document);
      yyjson_mut_arr_append(list, yyjson_mut_val_mut_copy(document, value));
      return become(value, list);
    }
    default: {
      yyjson_mut_val* const other = any(random, places.values);
      if (yyjson_mut_is_ctn(value) || yyjson_mut_is_ctn(other)) return become(value, interesting(document, random));
      std::swap(value->tag, other->tag);
      std::swap(value->uni, other->uni);
      return;
    }
  }
}

std::size_t write(const yyjson_mut_doc* document, std::uint8_t* data, std::size_t max_size) {
  std::size_t length = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      yyjson_mut_write(document, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &length), &std::free);
  if (!text || length == 0 || length > max_size) return 0;
  std::memcpy(data, text.get(), length);
  return length;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  Random random(seed);
  if (below(random, 4) != 0) {
    if (const Document document = parse(data, size)) {
      Places source;
      for (std::size_t changes = 1 + below(random, 3); changes > 0; --changes) {
        source = {};
        collect(yyjson_mut_doc_get_root(document.get()), source);
        change_once(document.get(), source, random);
      }
      if (const std::size_t written = write(document.get(), data, max_size)) return written;
    }
  }
  return LLVMFuzzerMutate(data, size, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second, std::size_t second_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned int seed) {
  Random random(seed);
  const Document into = parse(first, first_size);
  const Document from = parse(second, second_size);
  if (!into || !from) return 0;
  Places places;
  collect(yyjson_mut_doc_get_root(into.get()), places);
  Places source;
  collect(yyjson_mut_doc_get_root(from.get()), source);
  become(any(random, places.values), yyjson_mut_val_mut_copy(into.get(), any(random, source.values)));
  return write(into.get(), out, max_size);
}
