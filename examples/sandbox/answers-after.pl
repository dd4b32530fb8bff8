# Removes a file (if one is named), then asks all addresses until all answer: prints how many milliseconds that took.
#   answers-after.pl FILE|'' ADDRESS…     (port 9090; gives up after a minute)
use strict;
use warnings;
use Socket qw(:all);
use Time::HiRes qw(time sleep);

my ($file, @addresses) = @ARGV;
my $began = time;
if ($file ne '') { unlink $file or die "$file: $!\n" }
for my $address (@addresses) {
  until (answers($address)) {
    exit 1 if time - $began > 60;
    sleep 0.01;
  }
}
printf "%d\n", (time - $began) * 1000;

sub answers {
  my $six = $_[0] =~ /:/;
  my $to = $six ? pack_sockaddr_in6(9090, inet_pton(AF_INET6, $_[0])) : pack_sockaddr_in(9090, inet_aton($_[0]));
  socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
  setsockopt($s, SOL_SOCKET, SO_SNDTIMEO, pack('l!l!', 0, 300_000));
  return connect($s, $to);
}
