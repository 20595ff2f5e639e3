// Run by each page with `qsFacts`, which markup.document() writes above this.
document.documentElement.lang = qsFacts.language;
// Sign-in comes back to an address of the provider's making; the choice outlives it until the
// browser closes.
document.cookie = qsFacts.cookie + "=" + qsFacts.language + "; path=/; SameSite=Lax";
document.documentElement.style.colorScheme = qsFacts.theme;
let skip = document.getElementById("qs-skip");
if (!skip) {
  skip = document.createElement("a");
  skip.id = "qs-skip";
  skip.addEventListener("click", (event) => {
    // The address stays as it is: a change of it would make Streamlit run the page again.
    event.preventDefault();
    const heading = document.getElementById(qsFacts.content);
    if (heading) {
      heading.focus();
      heading.scrollIntoView({ block: "center" });
    }
  });
  document.body.prepend(skip);
}
skip.href = "#" + qsFacts.content;
skip.lang = qsFacts.language;
skip.textContent = qsFacts.skip;
