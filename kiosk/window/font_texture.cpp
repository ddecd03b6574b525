#include "kiosk/window/font_texture.h"

#include <GL/gl.h>
#include <GL/glext.h>
#include <GLFW/glfw3.h>
#include <array>
#include <backends/imgui_impl_opengl3.h>
#include <cstdint>
#include <imgui.h>

namespace anteroom::window {
namespace {

// The renderer makes a texture of the whole atlas, in four bytes a pixel, with the rest of what it needs: it is shown a
// single pixel instead.
void start_renderer() {
  ImFontAtlas dot;
  dot.TexWidth = dot.TexHeight = 1;
  dot.TexPixelsRGBA32 = static_cast<unsigned int*>(ImGui::MemAlloc(sizeof(unsigned int)));
  *dot.TexPixelsRGBA32 = 0xFFFFFFFF;
  ImFontAtlas*& fonts = ImGui::GetIO().Fonts;
  ImFontAtlas* const letters = fonts;
  fonts = &dot;
  ImGui_ImplOpenGL3_NewFrame();
  fonts = letters;
}

}  // namespace

FontTexture::FontTexture() {
  start_renderer();
  glGenTextures(1, &m_name);
}

FontTexture::~FontTexture() { glDeleteTextures(1, &m_name); }

void FontTexture::load(ImFontAtlas& letters) {
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  glBindTexture(GL_TEXTURE_2D, m_name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (glfwExtensionSupported("GL_ARB_texture_swizzle") == GLFW_TRUE) {
    letters.GetTexDataAsAlpha8(&pixels, &width, &height);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, pixels);
    constexpr std::array<GLenum, 3> colours = {GL_TEXTURE_SWIZZLE_R, GL_TEXTURE_SWIZZLE_G, GL_TEXTURE_SWIZZLE_B};
    for (const GLenum colour : colours) glTexParameteri(GL_TEXTURE_2D, colour, GL_ONE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
  } else {
    letters.GetTexDataAsRGBA32(&pixels, &width, &height);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  }
  letters.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(m_name)));
  letters.ClearTexData();
}

}  // namespace anteroom::window
