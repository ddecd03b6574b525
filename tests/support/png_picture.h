// A picture in grey, to be held against the one of last time: a little anti-aliasing may differ, a line may not.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <png.h>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct GreyPicture {
  unsigned width = 0;
  unsigned height = 0;
  std::vector<std::uint8_t> pixels;
};

inline GreyPicture read_picture(const std::filesystem::path& path) {
  GreyPicture picture;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, path.c_str()) == 0) return picture;
  image.format = PNG_FORMAT_GRAY;
  picture.pixels.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr) == 0) return {};
  picture.width = image.width;
  picture.height = image.height;
  return picture;
}

// `golden` as the repository has it. ANTEROOM_REWRITE_GOLDENS=1 takes `made` in its place.
inline void expect_golden_picture(const std::string& golden, const std::filesystem::path& made) {
  const std::filesystem::path kept = std::filesystem::path(ANTEROOM_SOURCE_DIR) / golden;
  if (std::getenv("ANTEROOM_REWRITE_GOLDENS") != nullptr)
    std::filesystem::copy_file(made, kept, std::filesystem::copy_options::overwrite_existing);
  const GreyPicture now = read_picture(made);
  const GreyPicture then = read_picture(kept);
  ASSERT_GT(now.width, 0U) << made;
  ASSERT_EQ(now.width, then.width) << golden;
  ASSERT_EQ(now.height, then.height) << golden;
  std::size_t different = 0;
  for (std::size_t at = 0; at < now.pixels.size(); ++at) {
    if (std::abs(now.pixels[at] - then.pixels[at]) > 80) ++different;
  }
  EXPECT_LE(different, 20U) << golden << ": pixels that differ; look at both";
}

}  // namespace anteroom::exporting
