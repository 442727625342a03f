kubectl version --output=json
