'use strict';

const api = '/api/research/';

function cell(row, text) {
  const made = row.insertCell();
  made.textContent = text === null ? '' : String(text);
  return made;
}

function link(row, address, text) {
  const made = document.createElement('a');
  made.href = address;
  made.textContent = text;
  row.insertCell().append(made);
}

async function show() {
  const state = document.getElementById('state');
  try {
    const answer = await fetch(api + 'executions');
    const list = await answer.json();
    if (!answer.ok) throw new Error(list.detail);
    const table = document.querySelector('table');
    for (const execution of list.executions) {
      const row = table.tBodies[0].insertRow();
      const address = api + 'execution/' + encodeURIComponent(execution.execution_id);
      link(row, address, execution.execution_id);
      cell(row, execution.started_at);
      cell(row, execution.config_name);
      cell(row, execution.status);
      cell(row, execution.output_count);
      cell(row, execution.input_text);
      link(row, address + '/export', 'ZIP');
    }
    table.hidden = false;
    state.textContent = list.returned + ' of ' + list.total;
  } catch (problem) {
    state.textContent = problem.message;
  }
}

show();
