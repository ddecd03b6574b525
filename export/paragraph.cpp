#include "export/paragraph.h"

#include "forms/base/utf8.h"

#include <cmath>

namespace anteroom::exporting {
namespace {

// What stands between two places where a line may break; a word may change its weight inside.
struct Word {
  std::vector<Span> parts;
  double width = 0;
  bool after_line_break = false;
};

class Setter {
 public:
  Setter(Typefaces& faces, double width, const Style& style) : m_faces(faces), m_width(width), m_style(style) {}

  std::vector<Drawing> set(const std::vector<Span>& spans) {
    for (const Word& word : words_of(spans)) {
      if (word.after_line_break) finish_line();
      add(word);
    }
    finish_line();
    return std::move(m_lines);
  }

 private:
  std::vector<Word> words_of(const std::vector<Span>& spans) {
    std::vector<Word> words;
    bool fresh = true;
    bool line_break = false;
    for (const Span& span : spans) {
      for (const char byte : span.text) {
        if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
          fresh = true;
          line_break = line_break || byte == '\n';
          continue;
        }
        if (fresh) words.push_back({{}, 0, line_break && !words.empty()});
        fresh = line_break = false;
        auto& parts = words.back().parts;
        if (parts.empty() || parts.back().weight != span.weight) parts.push_back({"", span.weight});
        parts.back().text += byte;
      }
    }
    for (Word& word : words) {
      for (const Span& part : word.parts) word.width += width_of(part);
    }
    return words;
  }

  double width_of(const Span& span) { return m_faces.width(span.text, span.weight, m_style.size); }

  void add(const Word& word) {
    const double space = m_line.empty() ? 0 : width_of({" ", m_line.back().weight});
    if (m_line_width + space + word.width <= m_width) {
      if (!m_line.empty()) m_line.back().text += ' ';
      m_line_width += space;
      for (const Span& part : word.parts) append(part);
      return;
    }
    finish_line();
    if (word.width <= m_width) {
      for (const Span& part : word.parts) append(part);
    } else {
      add_in_pieces(word);
    }
  }

  void add_in_pieces(const Word& word) {
    for (const Span& part : word.parts) {
      for (std::size_t at = 0; at < part.text.size();) {
        const auto decoded = decode_letter(std::string_view(part.text).substr(at));
        const std::size_t bytes = decoded ? decoded->bytes : 1;
        const Span letter{part.text.substr(at, bytes), part.weight};
        if (m_line_width + width_of(letter) > m_width && !m_line.empty()) finish_line();
        append(letter);
        at += bytes;
      }
    }
  }

  void append(const Span& part) {
    if (m_line.empty() || m_line.back().weight != part.weight) {
      m_line.push_back(part);
    } else {
      m_line.back().text += part.text;
    }
    m_line_width += width_of(part);
  }

  void finish_line() {
    if (m_line.empty()) return;
    Drawing line;
    line.height = std::round(m_style.size * m_style.leading * 8) / 8;  // the writer's unit: every step is the same
    const double slack = m_width - m_line_width;
    double x = m_style.align == Align::left ? 0 : m_style.align == Align::right ? slack : slack / 2;
    for (const Span& span : m_line) {
      for (FaceRun& run : m_faces.runs(span.text, span.weight)) {
        const double width = run.width * m_style.size / 1000;
        const double baseline = line.height / 2 + m_style.size * 0.25;  // capitals stand in the middle of the line
        line.texts.push_back({x, baseline, run.face, m_style.size, m_style.ink, std::move(run.text), width});
        x += width;
      }
    }
    m_lines.push_back(std::move(line));
    m_line.clear();
    m_line_width = 0;
  }

  Typefaces& m_faces;
  double m_width;
  Style m_style;
  std::vector<Span> m_line;
  double m_line_width = 0;
  std::vector<Drawing> m_lines;
};

}  // namespace

std::vector<Drawing> set_lines(Typefaces& faces, const std::vector<Span>& spans, double width, const Style& style) {
  return Setter(faces, width, style).set(spans);
}

Drawing set_text(Typefaces& faces, const std::vector<Span>& spans, double width, const Style& style) {
  Drawing text;
  for (const Drawing& line : set_lines(faces, spans, width, style)) stack(text, line);
  return text;
}

}  // namespace anteroom::exporting
