# Asks an address again and again, each time over a new connection, and tells who answered:
#   ask.pl ADDRESS PORT COUNT [SECONDS BETWEEN [OWN PORT]]  →  web-1=4 web-2=4 failed=0 seen-as=10.244.1.12
# COUNT 0 asks until it is told to stop (TERM). With OWN PORT the connections come from that port, the next one, and so on:
# IPVS leads a port that it saw within two minutes to the server it had then (net.ipv4.vs.conn_reuse_mode is 0, as in the
# original), and which ports the system picks is by chance. udp/ADDRESS asks by datagrams, all from one port.
use strict;
use warnings;
use Socket qw(:all);
use Time::HiRes qw(sleep);

my ($address, $port, $count, $pause, $own) = @ARGV;
my ($failed, $stop, $why, %answers, %seen) = (0, 0, '');
$SIG{TERM} = sub { $stop = 1 };
$SIG{PIPE} = 'IGNORE';
my $udp = $address =~ s{^udp/}{};
my $six = $address =~ /:/;
my $datagrams;
my $to = $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $address)) : pack_sockaddr_in($port, inet_aton($address));

sub failed { # what was tried; keeps when and why the first one failed
  $why ||= sprintf(' (%s: %s, at %02d:%02d:%02d)', shift, $! || 'no answer', (localtime)[2, 1, 0]);
  return;
}

sub ask {
  socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or return;
  my $limit = pack('l!l!', 5, 0); # seconds, for connecting too
  setsockopt($s, SOL_SOCKET, SO_RCVTIMEO, $limit);
  setsockopt($s, SOL_SOCKET, SO_SNDTIMEO, $limit);
  if ($own) {
    bind($s, $six ? pack_sockaddr_in6($own, IN6ADDR_ANY) : pack_sockaddr_in($own, INADDR_ANY)) or die "port $own: $!\n";
    $own++;
  }
  connect($s, $to) or return failed('connect');
  syswrite($s, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n") or return failed('write');
  my ($answer, $got) = ('');
  while ($got = sysread($s, my $part, 4096)) { $answer .= $part }
  return ($1, $2) if $answer =~ /\r\n\r\n(\S+) (\S+)\n/;
  $! = 0 if defined $got;
  return failed('read ' . length($answer) . ' octets');
}

sub ask_by_datagram {
  if (!$datagrams) {
    socket($datagrams, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0) or return;
    setsockopt($datagrams, SOL_SOCKET, SO_RCVTIMEO, pack('l!l!', 2, 0));
  }
  send($datagrams, 'who', 0, $to) or return;
  recv($datagrams, my $answer, 2048, 0) or return;
  return $answer =~ /^(\S+) (\S+)\n/ ? ($1, $2) : ();
}

for (my $i = 0; !$stop && (!$count || $i < $count); $i++) {
  if (my ($name, $as) = $udp ? ask_by_datagram() : ask()) { $answers{$name}++; $seen{$as} = 1 }
  elsif (!$stop) { $failed++ }
  sleep($pause) if $pause;
}
print join(' ', map({ "$_=$answers{$_}" } sort keys %answers), "failed=$failed" . ($failed ? $why : ''), 'seen-as=' . join(',', sort keys %seen)), "\n";
