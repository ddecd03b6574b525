// The letters as OpenGL has them: a byte a pixel. Dear ImGui's renderer would keep four, of which three say "white".
#pragma once

struct ImFontAtlas;

namespace anteroom::window {

class FontTexture {
 public:
  // With an OpenGL context; it and Dear ImGui's renderer live as long as this does.
  FontTexture();
  ~FontTexture();
  FontTexture(const FontTexture&) = delete;
  FontTexture& operator=(const FontTexture&) = delete;

  // Takes the place of what was loaded before. The atlas, which is built, keeps no pixels of its own.
  void load(ImFontAtlas& letters);

 private:
  unsigned m_name = 0;
};

}  // namespace anteroom::window
