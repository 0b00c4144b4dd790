(function () {
  'use strict';
  function plain(text) { return text.normalize('NFKC').toLowerCase(); }
  Array.prototype.forEach.call(document.querySelectorAll('form[data-filters]'), function (form) {
    var part = document.getElementById(form.getAttribute('data-filters'));
    var rows = Array.prototype.map.call(part.querySelectorAll('tbody tr'), function (row) {
      return { row: row, text: plain(row.textContent) };
    });
    var groups = Array.prototype.slice.call(part.querySelectorAll('[data-group]'));
    var said = form.querySelector('output');
    function fits(row, control) {
      var wanted = row.getAttribute('data-' + control.name);
      if (control.type === 'checkbox') { return control.checked || wanted !== control.value; }
      return control.value === '*' || wanted === control.value;
    }
    function apply() {
      var sought = plain(form.elements.text.value.trim());
      var controls = Array.prototype.filter.call(form.elements, function (control) {
        return control.type === 'checkbox' || control.type === 'select-one';
      });
      var shown = 0;
      rows.forEach(function (entry) {
        var fit = (!sought || entry.text.indexOf(sought) !== -1) &&
          controls.every(function (control) { return fits(entry.row, control); });
        entry.row.hidden = !fit;
        if (fit) { shown += 1; }
      });
      groups.forEach(function (group) { group.hidden = !group.querySelector('tbody tr:not([hidden])'); });
      said.textContent = form.getAttribute('data-shown').replace('{shown}', shown).replace('{all}', rows.length);
    }
    form.hidden = false;
    form.addEventListener('input', apply);
    form.addEventListener('change', apply);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    // A link to a row that the filter hides shows it again.
    function reveal() {
      var row = document.getElementById(window.location.hash.slice(1));
      if (!row || !part.contains(row) || !row.hidden) { return; }
      form.reset();
      apply();
      row.scrollIntoView();
    }
    window.addEventListener('hashchange', reveal);
    apply();
  });
  var button = document.getElementById('print');
  if (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  }
}());
