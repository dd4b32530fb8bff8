# Answers as a pod of the sandbox would: its name and the address of who asks, to every TCP connection (as HTTP)
# and every UDP packet. One process, only what perl itself brings: it starts in no time.
#   answer.pl NAME tcp/8080 udp/8125 …
use strict;
use warnings;
use Socket qw(:all);

my ($name, @ports) = @ARGV;
$SIG{PIPE} = 'IGNORE';
my (%sockets, $wanted);

sub asker {
  my (undef, $address) = unpack_sockaddr_in6(shift);
  return inet_ntop(AF_INET, substr($address, 12)) if substr($address, 0, 12) eq "\0" x 10 . "\xff\xff";
  return inet_ntop(AF_INET6, $address);
}

for (@ports) {
  my ($protocol, $port) = m{^(tcp|udp)/(\d+)$} or die "$_: expected tcp/PORT or udp/PORT\n";
  socket(my $s, AF_INET6, $protocol eq 'tcp' ? SOCK_STREAM : SOCK_DGRAM, 0) or die "socket: $!\n";
  setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
  setsockopt($s, IPPROTO_IPV6, IPV6_V6ONLY, 0); # IPv4 comes to the same socket
  bind($s, pack_sockaddr_in6($port, IN6ADDR_ANY)) or die "$_: $!\n";
  listen($s, 128) if $protocol eq 'tcp';
  $sockets{fileno $s} = [$s, $protocol];
  vec($wanted, fileno $s, 1) = 1;
}

while (1) {
  next if select(my $ready = $wanted, undef, undef, undef) <= 0;
  for my $entry (values %sockets) {
    my ($s, $protocol) = @$entry;
    next unless vec($ready, fileno $s, 1);
    if ($protocol eq 'udp') {
      my $from = recv($s, my $text, 2048, 0);
      send($s, "$name " . asker($from) . "\n", 0, $from) if $from;
      next;
    }
    my $from = accept(my $c, $s) or next;
    my $readable = '';
    vec($readable, fileno $c, 1) = 1;
    # who connects and says nothing must not keep the others waiting for ever; but who is answered before having asked is cut
    # off when the question comes, and on a busy machine it may be late
    sysread($c, my $request, 4096) if select($readable, undef, undef, 3) > 0;
    my $body = "$name " . asker($from) . "\n";
    syswrite($c, "HTTP/1.1 200 OK\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n$body");
    shutdown($c, 1);
    close $c;
  }
}
