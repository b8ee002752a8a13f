'use strict';

// What one writes with ws to push to topics and users, in the messages of the reg dialect.
const http = require('http');
const { WebSocketServer } = require('ws');
const { onPush, serve } = require('./lines');

const audiences = new Map();

function join(name, socket) {
  if (!audiences.has(name)) {
    audiences.set(name, new Set());
  }
  audiences.get(name).add(socket);
  socket.on('close', () => audiences.get(name).delete(socket));
}

const server = http.createServer(
  onPush((name, content) => {
    for (const socket of audiences.get(name) ?? []) {
      socket.send(content);
    }
  }),
);

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.setMaxListeners(0);
  socket.on('message', (message) => {
    const [command, , user, topic] = message.toString().split(':');
    if (command === 'reg') {
      join(`user ${user}`, socket);
    } else if (command === 'in') {
      join(`topic ${topic}`, socket);
    }
  });
});

serve(server, Number(process.argv[2]));
