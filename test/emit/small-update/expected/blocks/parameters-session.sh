source ~/admin-openrc
cd ~/cloud
