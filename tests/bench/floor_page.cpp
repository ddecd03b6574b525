// The floor that `./dev bench` measures the kiosk against: the least that Dear ImGui, GLFW and OpenGL need to show one
// page with five buttons, drawn once an event. It prints a line when its first frame is on the screen, and then waits.
#include <GLFW/glfw3.h>
#include <array>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <cstdio>
#include <cstdlib>
#include <imgui.h>

int main(int count, char** words) {
  glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
  if (glfwInit() == GLFW_FALSE) return 69;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
  const int width = count > 2 ? std::atoi(words[1]) : 1280;
  const int height = count > 2 ? std::atoi(words[2]) : 800;
  GLFWwindow* window = glfwCreateWindow(width, height, "floor", nullptr, nullptr);
  if (window == nullptr) return 69;
  glfwMakeContextCurrent(window);
  glfwSwapInterval(0);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::StyleColorsLight();
  ImGui::GetIO().Fonts->AddFontFromFileTTF(
      "/usr/share/fonts/truetype/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf", 28.0F);
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 130");
  constexpr std::array labels = {"Not at all", "Several days", "More than half the days", "Nearly every day",
                                 "Continue"};
  int settle = 3;
  bool told = false;
  while (glfwWindowShouldClose(window) == GLFW_FALSE) {
    if (settle > 0) {
      glfwPollEvents();
      --settle;
    } else {
      if (!told) {
        std::puts("presented");
        std::fflush(stdout);
        told = true;
      }
      glfwWaitEvents();
      settle = 2;
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
    ImGui::Begin("page", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::TextWrapped("How many days was this page drawn from as few lines as it takes?");
    for (const char* label : labels) ImGui::Button(label, {800, 90});
    ImGui::End();
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window);
  }
  return 0;
}
