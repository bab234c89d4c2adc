const slider = document.getElementById("moment");
slider.addEventListener("input", () => {
  for (const use of document.querySelectorAll("use[data-part]"))
    use.setAttribute("href", "#m" + slider.value + use.dataset.part);
  document.querySelector("output").textContent = seconds[slider.value];
});
