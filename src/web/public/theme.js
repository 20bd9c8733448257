// Before the first paint, so that a chosen theme does not flash. An external file: the policy allows no inline script.
try {
  const theme = localStorage.getItem('ledgarr.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme stands.
}
