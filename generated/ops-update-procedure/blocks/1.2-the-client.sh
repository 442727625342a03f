juju version | cut -d- -f1
