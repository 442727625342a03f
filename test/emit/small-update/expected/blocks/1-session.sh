source ~/admin-openrc
